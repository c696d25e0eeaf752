import type pg from 'pg'

/** Names the oldest transaction, which is the likely reason. */
export async function describeWait(client: pg.ClientBase, migration: string): Promise<string> {
  const oldest = await findProcess(client, 'xact_start', 'xact_start IS NOT NULL')
  const whose = oldest && ` The oldest transaction is that of ${oldest}.`
  return `Migration ${migration} waits until others release a table.${whose}`
}

/** Names who holds the lock that only one program has while it migrates or restores. */
export async function describeHolder(client: pg.ClientBase, lockId: number): Promise<string> {
  const holds = `pid IN (
    SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${lockId} AND granted)`
  const holder = await findProcess(client, 'backend_start', holds)
  const who = holder && ` It is ${holder}.`
  return `Another program migrates or restores this database, or begins a backup of it.${who} Waiting until it ends.`
}

/** @returns the process that began first, in words; empty if there is none */
async function findProcess(
  client: pg.ClientBase,
  began: 'xact_start' | 'backend_start',
  condition: string,
): Promise<string> {
  const { rows } = await client.query<{ words: string }>(`
    SELECT format('process %s (%s), since %s', pid,
      coalesce(nullif(application_name, ''), 'no name'),
      to_char(${began}, 'YYYY-MM-DD HH24:MI:SS "UTC"')) AS words
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${condition}
    ORDER BY ${began} LIMIT 1`)
  return rows[0]?.words ?? ''
}
