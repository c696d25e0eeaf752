import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { EmbeddedDatabaseError } from './embedded-database-error.ts'

const run = promisify(execFile)

/** Whom PostgreSQL runs as; null: as whom we run. It refuses to run as root. */
export type OsAccount = { uid: number; gid: number } | null

export const isRoot = process.getuid?.() === 0

/** The account `postgres`, made if missing, when we are root. */
export async function requirePostgresAccount(): Promise<OsAccount> {
  if (!isRoot) return null
  return (await findPostgresAccount()) ?? (await createPostgresAccount())
}

/** The account that a cluster's folder belongs to, when we are root. */
export async function ownerAccount(folder: string): Promise<OsAccount> {
  if (!isRoot) return null
  const { uid, gid } = await stat(folder)
  return { uid, gid }
}

async function findPostgresAccount(): Promise<OsAccount> {
  const ask = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout)
  try {
    return { uid: await ask('-u'), gid: await ask('-g') }
  } catch {
    return null
  }
}

async function createPostgresAccount(): Promise<OsAccount> {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
  try {
    await run('useradd', [...options, 'postgres'])
  } catch (cause) {
    const message =
      'PostgreSQL refuses to run as root, and the OS user "postgres" could not be created. ' +
      'Create it, start as another user, or set DATABASE_URL.'
    throw new EmbeddedDatabaseError(message, { cause })
  }
  return findPostgresAccount()
}
