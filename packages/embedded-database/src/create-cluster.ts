import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmod,
  chown,
  mkdir,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { clusterFolder } from './database-record.ts'
import { EmbeddedDatabaseError } from './embedded-database-error.ts'
import { isRoot, type OsAccount, requirePostgresAccount } from './os-account.ts'
import { type PostgresBinaries, sharedFolder } from './postgres-binaries.ts'
import { stopPostmaster } from './postmaster.ts'

/** The same on every machine. PostgreSQL 17 or newer has it. */
const builtInLocale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']

/**
 * In `home`: a new, empty cluster with a database `rekey`, owned by the role `rekey` with a random
 * password. It is made beside its place and moved there whole, so that a kill half-way leaves no
 * half cluster.
 * @param locale options of initdb
 */
export async function createCluster(
  home: string,
  binaries: PostgresBinaries,
  locale: readonly string[] = builtInLocale,
) {
  await setAside(home)
  await removeOldDrafts(home)
  const draft = `${home}.new-${process.pid}`
  const account = await requirePostgresAccount()
  const password = randomBytes(24).toString('base64url')

  await makePrivateFolder(draft, account)
  await initialise(draft, password, { ...binaries, locale }, account)
  await rename(draft, home)
  return { home, password }
}

/** Where the cluster of this DATA_DIR goes: into it, or, as root, where `postgres` can reach it. */
export async function homeFor(dataDir: string): Promise<string> {
  if (!isRoot) return join(dataDir, 'postgresql')
  await mkdir(sharedFolder, { recursive: true })
  await chmod(sharedFolder, 0o755)
  const name = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 16)
  return join(sharedFolder, name)
}

/**
 * A cluster that no record names any more (its DATA_DIR was deleted) is kept, but out of the way.
 */
async function setAside(home: string): Promise<void> {
  const isThere = await stat(home).catch(() => null)
  if (!isThere) return
  await stopPostmaster(clusterFolder({ home }))
  await rename(home, `${home}.left-over-${Date.now()}`)
}

/** Of killed starts. One whose initdb still runs is left: its successor comes past here again. */
export async function removeOldDrafts(home: string): Promise<void> {
  const names = await readdir(dirname(home))
  const drafts = names.filter((name) => name.startsWith(`${basename(home)}.new-`))
  const paths = drafts.map((name) => join(dirname(home), name))
  await Promise.allSettled(paths.map((path) => rm(path, { recursive: true })))
}

async function makePrivateFolder(path: string, account: OsAccount): Promise<void> {
  await mkdir(path, { mode: 0o700 })
  if (account) await chown(path, account.uid, account.gid)
}

async function initialise(
  home: string,
  password: string,
  { initdb, postgres, locale }: PostgresBinaries & { readonly locale: readonly string[] },
  account: OsAccount,
): Promise<void> {
  const cluster = clusterFolder({ home })
  const passwordFile = join(home, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (account) await chown(passwordFile, account.uid, account.gid)
  const identity = ['--username=rekey', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const options = [`--pgdata=${cluster}`, ...identity, '--encoding=UTF8', ...locale]
  await runAs(account, home, initdb, options)
  await rm(passwordFile)
  const single = ['--single', '-D', cluster, 'postgres']
  await runAs(account, home, postgres, single, 'CREATE DATABASE rekey\n')
}

/** Runs a program to its end, without our secrets in its environment. Throws with what it said. */
async function runAs(
  account: OsAccount,
  cwd: string,
  program: string,
  args: string[],
  input = '',
): Promise<void> {
  const child = spawn(program, args, { ...account, cwd, env: { LC_ALL: 'C' } })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  child.stdin.end(input)
  const [, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new EmbeddedDatabaseError(`${program} failed: ${said.trim()}`)
}
