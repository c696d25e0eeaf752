import { ensurePrograms } from '../../api/testing/system-program.ts'

/** `node ensure-programs.ts nginx`: each is a package of Debian with the same name. */
ensurePrograms(process.argv.slice(2))
