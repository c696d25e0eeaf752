import { execFile } from 'node:child_process'
import { chown, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { clusterFolder } from '@rekey/embedded-database/database-record'
import { ownerAccount } from '@rekey/embedded-database/os-account'
import pg from 'pg'

const run = promisify(execFile)

/** What a standby must not have, or gets by streaming. */
const notCopied = ['postmaster.pid', 'standby.signal', 'pg_wal/*', 'pg_replslot/*']

/**
 * Copies the cluster of a running server into a folder, which loses what it had: a base backup
 * (PostgreSQL manual, 25.3.3), because the npm packages have no `pg_basebackup`.
 */
export async function copyCluster(
  from: { readonly home: string; readonly url: string },
  home: string,
): Promise<void> {
  for (const name of await readdir(home)) await rm(join(home, name), { recursive: true })
  const client = new pg.Client({ connectionString: from.url })
  await client.connect()
  try {
    await client.query("SELECT pg_backup_start('standby', true)")
    await copyFolder(from.home, home)
    const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop()')
    await writeLabel(home, rows[0].labelfile)
  } finally {
    await client.end()
  }
}

/**
 * `tar` keeps owners, and ends with 1 if files changed or vanished meanwhile, which is no fault
 * here.
 */
async function copyFolder(from: string, to: string): Promise<void> {
  const without = notCopied.map((name) => `--exclude=cluster/${name}`).join(' ')
  const pack = `{ tar -C ${from} ${without} --ignore-failed-read -cf - . || test $? = 1; }`
  await run('sh', ['-c', `${pack} | tar -C ${to} -xpf -`])
}

async function writeLabel(home: string, label: string): Promise<void> {
  const path = join(clusterFolder({ home }), 'backup_label')
  await writeFile(path, label, { mode: 0o600 })
  const account = await ownerAccount(home)
  if (account) await chown(path, account.uid, account.gid)
}
