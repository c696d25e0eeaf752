import pg from 'pg'
import { connectionTo, sessionSettings } from '../lib/connection.ts'

type Query = (sql: string, values?: unknown[]) => Promise<{ rows: Record<string, string>[] }>

/** A pooler with several sessions may give the same one twice by chance. */
const looks = 5

/**
 * What is wrong with a pooler before the database, such as PgBouncer; null: nothing, or there is
 * none. Each of our connections needs a session of its own: locks, LISTEN and prepared statements
 * are lost, or left to others, if the next transaction runs in another session.
 */
export async function findPoolerFault(databaseUrl: string): Promise<string | null> {
  const clients = [0, 1].map(() => new pg.Client(connectionTo(databaseUrl)))
  for (const client of clients) client.on('error', () => {})
  try {
    await Promise.all(clients.map((client) => client.connect()))
    const [one, other] = clients.map(
      (client): Query =>
        (sql, values) =>
          client.query(sql, values),
    )
    if (!one || !other) return null
    if (await areShared(one, other)) return sharesSessions
    const commands = await listLostSettings(one)
    return commands.length > 0 ? `${losesSettings} ${commands.join(' ')}` : null
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

const sharesSessions =
  'a pooler runs the transactions of several connections in one session, but Rekey needs a session for each connection. With PgBouncer, set pool_mode = session.'

const losesSettings =
  'a pooler drops the settings of connections. Give them to the database user, then restart the pooler:'

/** Two connections at the same time never have the same session, and each keeps its own. */
async function areShared(one: Query, other: Query): Promise<boolean> {
  const pids = { one: new Set<string>(), other: new Set<string>() }
  for (let look = 0; look < looks; look += 1) {
    pids.one.add(await pidOf(one))
    pids.other.add(await pidOf(other))
  }
  return new Set([...pids.one, ...pids.other]).size !== 2 || pids.one.size !== 1
}

const pidOf = async (query: Query): Promise<string> =>
  String((await query('SELECT pg_backend_pid() AS pid')).rows[0]?.pid)

/** The commands that make settings ours. */
async function listLostSettings(query: Query): Promise<string[]> {
  const settings = Object.entries(sessionSettings)
  const { rows } = await query(
    `SELECT format('ALTER ROLE %I SET %I = %L;', current_user, lower(name COLLATE "C"), value) AS command
    FROM unnest($1::text[], $2::text[]) AS ours (name, value)
    WHERE replace(current_setting(name), ' ', '') <> replace(value, ' ', '')`,
    [settings.map(([name]) => name), settings.map(([, value]) => value.replace('\\ ', ' '))],
  )
  return rows.map(({ command = '' }) => command)
}
