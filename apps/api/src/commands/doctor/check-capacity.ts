import type { Pool } from 'pg'
import { type Finding, ok, reason, unknown, warning } from './finding.ts'

/** Before instances are refused connections, there is time to act. */
const fullShare = 0.8

/** In seconds. An ask waits for less than one, unless more come than the worker can do. */
const longestWait = 60

/** Whether it is time for more connections, another worker, or more memory for PostgreSQL. */
export async function checkCapacity(pool: Pool): Promise<Finding[]> {
  try {
    const findings = [await connections(pool), await requests(pool), await memory(pool)]
    const due = findings.filter((finding) => finding.outcome !== 'ok')
    return due.length > 0 ? due : [ok('capacity', findings.map(({ detail }) => detail).join('; '))]
  } catch (error) {
    return [unknown('capacity', reason(error))]
  }
}

async function connections(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<{ used: number; most: number }>(`
    SELECT count(*)::int AS used,
      current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int AS most
    FROM pg_stat_activity WHERE backend_type = 'client backend'`)
  const { used = 0, most = 1 } = rows[0] ?? {}
  const detail = `${used} of ${most} connections of PostgreSQL are in use`
  if (used < fullShare * most) return ok('capacity', detail)
  return warning('capacity', `${detail}. Raise max_connections, or start fewer instances.`)
}

async function requests(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<{ seconds: number }>(`
    SELECT coalesce(extract(epoch FROM now() - min(start_after)), 0)::int AS seconds
    FROM pgboss.job
    WHERE name = 'open-reset' AND state IN ('created', 'retry') AND start_after < now()`)
  const { seconds = 0 } = rows[0] ?? {}
  if (seconds <= longestWait) return ok('capacity', 'no request waits')
  return warning(
    'capacity',
    `The oldest request for a reset has been waiting for ${seconds} seconds. Is a worker running? If so, start another one with WORKER=only.`,
  )
}

/** Searches read the indexes of the users again and again. */
async function memory(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<{ users: string; shared: string; isMore: boolean }>(`
    SELECT pg_size_pretty(size) AS users, pg_size_pretty(shared) AS shared, size > shared AS "isMore"
    FROM (SELECT pg_total_relation_size('public.users') AS size,
      pg_size_bytes(current_setting('shared_buffers')) AS shared) AS sizes`)
  const { users = '', shared = '', isMore = false } = rows[0] ?? {}
  if (!isMore) return ok('capacity', `users and their indexes take ${users}`)
  return warning(
    'capacity',
    `Users and their indexes take ${users}, more than shared_buffers (${shared}). Raise it, so that searches stay fast.`,
  )
}
