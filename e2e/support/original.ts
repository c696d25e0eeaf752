import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { install } from './installation.ts'
import { importPeople } from './people.ts'

const variable = 'REKEY_E2E_ORIGINAL'

/**
 * Playwright's global set-up: an installation with all people, of which every worker starts a copy.
 * To make a database and to import into it takes many times as long as to copy it.
 */
export default async function makeOriginal() {
  const original = await install()
  await importPeople(original)
  await original.stop()
  // Workers inherit the environment.
  process.env[variable] = original.dataDir
  return () => removeEmbeddedDatabase(original.dataDir)
}

/** The folder of the original, in a worker. */
export function requireOriginal(): string {
  const folder = process.env[variable]
  if (!folder) throw new Error('The global set-up has not run')
  return folder
}
