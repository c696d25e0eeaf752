import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clusterFolder, findDatabaseRecord } from '@rekey/embedded-database/database-record'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { expect, onTestFinished, test, vi } from 'vitest'
import { waitForMails } from '../testing/ask-and-read.ts'
import { type HttpAnswer, openHttpClient } from '../testing/http-client.ts'
import { requireDatabaseUrl } from '../testing/kill-after-asks.ts'
import { createManyUsers, queryDatabase } from '../testing/many-users.ts'
import { startService, workerPidOf } from '../testing/service-process.ts'
import { openMailbox } from './mail/mailbox.ts'
import { buildPages } from './start/build-pages.ts'

vi.setConfig({ testTimeout: 90_000 })

/** What people type and are given on the way, none of which anything may keep. */
const typed = {
  refusedPassword: 'Pl4nt3d',
  savedPassword: 'Plum-Tractor-42-Violin',
  wrongPassword: 'Wrong-Planted-77-Guess',
  changedPassword: 'Harbour-Kettle-93-Maple',
  passwordAsName: 'My-Password-In-The-Name-Field-61',
  damagedToken: 'planted-damaged-token-55aa',
}

test('no secret is kept, in no log, table, job or file, from the ask to the end of the session', async () => {
  await buildPages()
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-secrets-'))
  onTestFinished(() => removeEmbeddedDatabase(dataDir))
  const server = await startService({ DATA_DIR: dataDir, LOG_LEVEL: 'trace' })
  onTestFinished(() => server.kill('SIGKILL'))
  await workerPidOf(server)
  const databaseUrl = await requireDatabaseUrl(dataDir)

  const given = await travel(server.url, dataDir, databaseUrl)
  const planted = Object.entries({ ...typed, ...given })
  expect(planted.filter(([, secret]) => secret.length < 6)).toEqual([])
  await expect.poll(() => countJobs(databaseUrl)).toBe(0)
  const tables = await readTables(databaseUrl)
  expect(tables).toContain('session.started')
  await server.stop()

  const places = {
    log: server.printed.join('\n'),
    tables,
    files: await readFiles(dataDir, ['mailbox', 'keys', 'database.json']),
    cluster: await readFiles(
      clusterFolder((await findDatabaseRecord(dataDir)) ?? { home: '' }),
      [],
    ),
  }
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(100)
    const found = planted.filter(([, secret]) => holds(text, secret)).map(([name]) => name)
    // What a name was typed as travels in a job: the bytes of its deleted row go when PostgreSQL
    // uses their place again. No other secret ever was in a row.
    expect(found, `in ${place}`).toEqual(place === 'cluster' ? ['passwordAsName'] : [])
  }
})

/** The whole journey, with a wrong turn at every corner. @returns what it was given on the way */
async function travel(url: string, dataDir: string, databaseUrl: string) {
  const client = openHttpClient(url)
  onTestFinished(() => client.close())
  const [username = ''] = await createManyUsers(databaseUrl, 1)
  const post: Post = async (status, path, body) => {
    const answer = await client.post(path, body)
    expect({ path, status: answer.status }).toEqual({ path, status })
    return answer
  }
  await post(202, '/password-resets', { username })
  await post(202, '/password-resets', { username: typed.passwordAsName })
  const mails = await waitForMails({ dataDir, databaseUrl }, [username])
  const { token = '', code = '' } = mails.get(username)?.[0] ?? {}
  const wrongCode = code === '384756' ? '384757' : '384756'

  await post(200, '/password-resets/inspect', { token })
  // A mail program has encoded the `#`: the token comes in the path.
  for (const path of [`/reset%23${token}`, `//reset%2523${token}?x=1`, `/reset?token=${token}`]) {
    const page = await fetch(`${url}${path}`)
    expect(page.status).toBe(200)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  }
  await post(400, '/password-resets/inspect', { token: typed.damagedToken })
  await post(400, '/password-resets/verify-code', { token, code: wrongCode })
  await post(200, '/password-resets/verify-code', { token, code })
  await post(400, '/password-resets/verify-code', { token, code, secret: typed.wrongPassword })
  const save = { token, code, newPassword: typed.savedPassword }
  await post(422, '/password-resets/complete', { ...save, newPassword: typed.refusedPassword })
  const saved = await post(200, '/password-resets/complete', save)
  await post(401, '/sessions', { username, password: typed.wrongPassword })
  await post(401, '/sessions', { username: typed.passwordAsName, password: typed.wrongPassword })
  const { cookies } = await post(201, '/sessions', { username, password: typed.savedPassword })
  const change = { currentPassword: typed.savedPassword, newPassword: typed.changedPassword }
  expect((await client.put('/account/password', change, cookies)).status).toBe(200)
  const proof = macIn(saved.cookies['rekey-device'])
  const inApp = await travelByApp(post, dataDir, databaseUrl)
  return { token, code, wrongCode, session: cookies['rekey-session'] ?? '', proof, ...inApp }
}

type Post = (status: number, path: string, body: object) => Promise<HttpAnswer>

/** A contact's way: a temporary password by mail, and an app that is signed in with it. */
async function travelByApp(post: Post, dataDir: string, databaseUrl: string) {
  const [username = ''] = await createManyUsers(databaseUrl, 1)
  await queryDatabase(databaseUrl, `UPDATE users SET kind = 'contact' WHERE username = $1`, [
    username,
  ])
  await post(202, '/temporary-passwords', { username })
  const temporary = await vi.waitFor(async () => {
    const [mail] = await openMailbox(dataDir).list({ to: username })
    const [, password] = /^\s*(\w{4}(?:-\w{4}){3})\s*$/m.exec(mail?.text ?? '') ?? []
    expect(password).toBeDefined()
    return password ?? ''
  }, 60_000)
  const signIn = { username, password: temporary, client: 'app' }
  const { body } = await post(201, '/sessions', signIn)
  return {
    temporary,
    temporaryAsTyped: temporary.replaceAll('-', ''),
    accessToken: String(body.accessToken),
    deviceProof: macIn(String(body.deviceToken)),
  }
}

/** The part of a device cookie that is secret: its entries name ids beside. */
const macIn = (cookie = '') => decodeURIComponent(cookie).split('~').at(-1) ?? ''

/** Every row of every table, the queue's among them, as text. */
async function readTables(databaseUrl: string): Promise<string> {
  const tables = await queryDatabase<{ name: string }>(
    databaseUrl,
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  )
  const rows = tables.map(({ name }) =>
    queryDatabase<{ row: string }>(databaseUrl, `SELECT t::text AS row FROM ${name} AS t`),
  )
  return (await Promise.all(rows))
    .flat()
    .map(({ row }) => row)
    .join('\n')
}

async function countJobs(databaseUrl: string): Promise<number> {
  const jobs = `SELECT FROM pgboss.job WHERE name IN ('open-reset', 'send-message')`
  return (await queryDatabase(databaseUrl, jobs)).length
}

/** All files of a folder, byte for byte. */
async function readFiles(folder: string, without: readonly string[]): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !without.some((name) => path.startsWith(join(folder, name))))
  return (await Promise.all(paths.map((path) => readFile(path, 'latin1')))).join('\n')
}

/** Six digits stand in many a number; a code counts where it stands alone. */
const holds = (text: string, secret: string) =>
  /^\d{6}$/.test(secret)
    ? new RegExp(`(?<![\\w.-])${secret}(?![\\w.-])`).test(text)
    : text.includes(secret)
