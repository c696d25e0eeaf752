import type pg from 'pg'

/**
 * Every server and worker holds this lock, shared, while it runs. So a restore finds out that one
 * still runs on the database, whatever machine it runs on.
 */
const instanceLockId = 91_320_417

/** @returns false: a restore is running */
export const markRunning = (client: pg.ClientBase) => tryLock(client, 'pg_try_advisory_lock_shared')

/** Holds until the connection ends. @returns false: a server or a worker is running */
export const claimAlone = (client: pg.ClientBase) => tryLock(client, 'pg_try_advisory_lock')

async function tryLock(client: pg.ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query<{ isHeld: boolean }>(`SELECT ${name}($1) AS "isHeld"`, [
    instanceLockId,
  ])
  return rows[0]?.isHeld ?? false
}
