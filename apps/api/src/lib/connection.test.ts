import { expect, onTestFinished, test } from 'vitest'
import { createTestApp, createUser } from '../../testing/test-app.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import { connectionTo, withClient } from './connection.ts'
import { openDatabase } from './database.ts'

/**
 * Settings of a role or a database that operators make for other programs and that would disturb
 * ours.
 */
const odd = {
  datestyle: "'German, DMY'",
  timezone: "'Asia/Kolkata'",
  intervalstyle: "'iso_8601'",
  bytea_output: "'escape'",
  search_path: "'elsewhere'",
  standard_conforming_strings: 'off',
  default_transaction_read_only: 'on',
  default_transaction_isolation: "'serializable'",
  statement_timeout: '1',
  idle_session_timeout: '60000',
}

/** Makes the settings. Connections that begin later start with them. */
async function setForDatabase(databaseUrl: string) {
  const { pool, close } = openDatabase(databaseUrl, { connections: 1 })
  const { rows } = await pool.query('SELECT current_database() AS name')
  for (const [name, value] of Object.entries(odd)) {
    await pool.query(`ALTER DATABASE ${rows[0].name} SET ${name} = ${value}`)
  }
  await close()
}

test('no setting of the database matters: a reset is requested, mailed and saved', async () => {
  const service = await createTestApp({}, {}, setForDatabase)
  onTestFinished(() => service.close())
  const { username } = await createUser(service.deps)
  await service.send('POST', '/password-resets', { username })
  await service.runJobs()
  const [mail] = await service.mailsTo(username)
  const token = /\/reset#(\S+)/.exec(mail?.text ?? '')?.[1]
  const code = /\b(\d{6})\b/.exec(mail?.subject ?? '')?.[1]
  const newPassword = 'Plum-Tractor-42-Violin'
  const save = { token, code, newPassword }
  const saved = await service.send('POST', '/password-resets/complete', save)
  expect(saved.status).toBe(200)
  const signedIn = await service.send('POST', '/sessions', { username, password: newPassword })
  expect(signedIn.status).toBe(201)
})

test('each of our settings overrides the one of the database', async () => {
  const database = await createTestDatabase()
  await setForDatabase(database.url)
  const { pool, close } = openDatabase(database.url, { connections: 1 })
  onTestFinished(async () => {
    await close()
    await database.drop()
  })
  const { rows } = await pool.query(
    'SELECT name, setting FROM pg_settings WHERE lower(name) = ANY($1)',
    [Object.keys(odd)],
  )
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    DateStyle: 'ISO, MDY',
    TimeZone: 'UTC',
    IntervalStyle: 'postgres',
    bytea_output: 'hex',
    search_path: 'public',
    standard_conforming_strings: 'on',
    default_transaction_read_only: 'off',
    default_transaction_isolation: 'read committed',
    statement_timeout: '0',
    idle_session_timeout: '0',
  })
})

test('options in DATABASE_URL stay, and ours win where both set the same', () => {
  const { connectionString, options } = connectionTo(
    'postgres://rekey:p%40ss@db.example:5433/rekey?sslmode=require&options=-c%20geqo%3Doff',
  )
  expect(connectionString).toBe('postgres://rekey:p%40ss@db.example:5433/rekey?sslmode=verify-full')
  expect(options).toMatch(/^-c geqo=off -c TimeZone=UTC /)
})

test('timeouts that DATABASE_URL names do not end our statements', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const timeouts = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']
  const url = `${database.url}?query_timeout=1&${timeouts.map((name) => `${name}=1`).join('&')}`
  const { rows } = await withClient(url, (client) =>
    client.query(
      `SELECT name FROM pg_settings, pg_sleep(0.05) WHERE name = ANY($1) AND setting <> '0'`,
      [timeouts],
    ),
  )
  expect(rows).toEqual([])
})

test.each([
  ['sslmode=prefer', 'sslmode=verify-full'],
  ['sslmode=require', 'sslmode=verify-full'],
  ['sslmode=verify-ca&sslrootcert=/ca.pem', 'sslmode=verify-full&sslrootcert=/ca.pem'],
  ['sslmode=disable', 'sslmode=disable'],
  ['sslmode=no-verify', 'sslmode=no-verify'],
  ['uselibpqcompat=true&sslmode=require', 'uselibpqcompat=true&sslmode=require'],
  ['sslrootcert=system', 'sslmode=verify-full'],
  ['sslmode=require&sslrootcert=system', 'sslmode=verify-full'],
  ['', ''],
])('?%s checks the certificate as before: ?%s', (given, used) => {
  const { connectionString } = connectionTo(`postgres://db.example/rekey?${given}`)
  expect(decodeURIComponent(new URL(connectionString).search.slice(1))).toBe(used)
})

test('a long transaction is not ended by transaction_timeout, which PostgreSQL 17 brought', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const find = `SELECT setting FROM pg_settings WHERE name = 'transaction_timeout'`
  await withClient(database.url, async (client) => {
    const { rowCount } = await client.query(find)
    const name = new URL(database.url).pathname.slice(1)
    if (rowCount) await client.query(`ALTER DATABASE ${name} SET transaction_timeout = '1h'`)
  })
  const { rows } = await withClient(database.url, (client) => client.query(find))
  expect(rows.filter(({ setting }) => setting !== '0')).toEqual([])
})
