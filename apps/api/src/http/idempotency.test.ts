import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countWaiting } from '../../testing/count-waiting.ts'
import { callerWith, createApiKey } from '../../testing/create-api-key.ts'
import { startService } from '../../testing/service-process.ts'
import { signInAs } from '../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'
import { buildApp } from '../app.ts'
import { cleanUp } from '../features/maintenance/clean-up.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { day } from '../lib/clock.ts'
import { buildPages } from '../start/build-pages.ts'

let service: TestApp
let shop: Awaited<ReturnType<typeof createApiKey>>

beforeAll(async () => {
  service = await createTestApp()
  shop = await createApiKey(service, [
    'users.read',
    'users.write',
    'users.reset-password',
    'api-keys.write',
  ])
})
afterAll(async () => service.close())

const newUser = () => ({
  username: `${randomUUID()}@shop.example`,
  displayName: 'Ada',
  kind: 'contact',
})
const once = (key = randomUUID() as string) => ({ 'idempotency-key': key })
const countOf = (username: string) => service.deps.db.user.count({ where: { username } })

describe('a call with an Idempotency-Key', () => {
  test('has one effect and the same answer, however often it is sent', async () => {
    const [user, header] = [newUser(), once()]
    const first = await shop.call('POST', '/users', user, header)
    const again = await shop.call('POST', '/users', user, header)
    expect(first.status).toBe(201)
    expect(first.headers['idempotent-replayed']).toBeUndefined()
    expect(again).toMatchObject({ status: 201, body: first.body })
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(again.headers['content-type']).toBe(first.headers['content-type'])
    const reordered = { kind: user.kind, displayName: 'Ada', username: user.username }
    expect((await shop.call('POST', '/users', reordered, header)).body).toEqual(first.body)
  })

  test('has one effect when sixteen are sent at the same time to two servers', async () => {
    const otherApp = await buildApp(service.deps, { hasWeb: false })
    const other = callerWith({ app: otherApp }, shop.key)
    const user = await createUser(service.deps, { kind: 'contact' })
    const header = once()
    const path = `/users/${user.id}/password-resets`
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        (index % 2 ? other : shop.call)('POST', path, { reason: 'Lost phone' }, header),
      ),
    )
    const taken = answers.filter(({ status }) => status === 202)
    expect(new Set(taken.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    for (const { status, body } of answers.filter((answer) => !taken.includes(answer))) {
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'conflict' })
    }
    expect(await service.deps.db.reset.count({ where: { userId: user.id } })).toBe(1)
    expect(await service.deps.db.message.count({ where: { userId: user.id } })).toBe(1)
    expect((await shop.call('POST', path, { reason: 'Lost phone' }, header)).body).toEqual(
      taken[0]?.body,
    )
    await otherApp.close()
  })

  test('is told to wait and repeat it while the first one is still running', async () => {
    const [user, header] = [newUser(), once()]
    const { db } = service.deps
    const [running, first] = await db.$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE users IN SHARE MODE`
      const sent = shop.call('POST', '/users', user, header)
      await expect.poll(() => countWaiting(service.deps), { timeout: 10_000 }).toBeGreaterThan(0)
      return [await shop.call('POST', '/users', user, header), { sent }] as const
    })
    expect(running).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(running.headers['retry-after']).toBe('1')
    expect(await first.sent).toMatchObject({ status: 201, body: { username: user.username } })
  })

  test('is refused with another body', async () => {
    const header = once()
    await shop.call('POST', '/users', newUser(), header)
    const other = newUser()
    expect(await shop.call('POST', '/users', other, header)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    expect(await countOf(other.username)).toBe(0)
  })

  test('keeps a problem as its answer too', async () => {
    const [user, header] = [newUser(), once()]
    await shop.call('POST', '/users', user)
    const first = await shop.call('POST', '/users', user, header)
    expect(first).toMatchObject({ status: 409, body: { code: 'username-taken' } })
    await service.deps.db.user.deleteMany({ where: { username: user.username } })
    const again = await shop.call('POST', '/users', user, header)
    expect(again).toMatchObject({ status: 409, body: first.body })
    expect(again.headers['content-type']).toContain('application/problem+json')
  })

  test('may use the same key on another path, with another API key, and after a day', async () => {
    const header = once()
    const user = newUser()
    const created = await shop.call('POST', '/users', user, header)
    const path = `/users/${created.body.id}/password-resets`
    expect((await shop.call('POST', path, {}, header)).status).toBe(202)
    const other = await createApiKey(service, ['users.write'])
    expect((await other.call('POST', '/users', newUser(), header)).status).toBe(201)
    service.clock.advance(day)
    expect((await shop.call('POST', '/users', user, header)).status).toBe(409)
  })

  test('that answers with a secret keeps no answer, and says that it has succeeded', async () => {
    const [body, header] = [{ name: 'Child', scopes: ['users.read'] }, once()]
    const first = await shop.call('POST', '/api-keys', body, header)
    expect(first.status).toBe(201)
    const again = await shop.call('POST', '/api-keys', body, header)
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(again.body.detail).toContain('succeeded')
    expect(again.headers['retry-after']).toBeUndefined()
  })

  test('that fails on our side keeps nothing, and works when it is sent again', async () => {
    const [user, header] = [newUser(), once()]
    const fails =
      'CREATE FUNCTION fail() RETURNS trigger AS $$BEGIN RAISE EXCEPTION $$ LANGUAGE plpgsql'
    await service.deps.db.$executeRawUnsafe(fails.replace('EXCEPTION', `EXCEPTION 'broken'; END`))
    await service.deps.db
      .$executeRaw`CREATE TRIGGER failing BEFORE INSERT ON users EXECUTE FUNCTION fail()`
    expect((await shop.call('POST', '/users', user, header)).status).toBe(500)
    await service.deps.db.$executeRaw`DROP TRIGGER failing ON users`
    expect((await shop.call('POST', '/users', user, header)).status).toBe(201)
  })

  test('to a public route stores one request', async () => {
    const header = once()
    const user = await createUser(service.deps, { kind: 'member' })
    const ask = () => shop.call('POST', '/password-resets', { username: user.username }, header)
    const first = await ask()
    expect(first.status).toBe(202)
    expect((await ask()).body).toEqual(first.body)
    await service.runJobs()
    expect(await service.mailsTo(user.username)).toHaveLength(1)
  })
})

test('a call whose server is killed while it runs has one effect when it is sent again', async () => {
  await buildPages()
  const killed = await startService({
    DATA_DIR: service.deps.config.dataDir,
    DATABASE_URL: service.databaseUrl,
    SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    WORKER: 'off',
  })
  const [user, header] = [newUser(), once()]
  const { db } = service.deps
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE users IN SHARE MODE`
    const sent = fetch(`${killed.url}/api/v1/users`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${shop.key}`,
        'content-type': 'application/json',
        ...header,
      },
      body: JSON.stringify(user),
    })
    await expect.poll(() => countWaiting(service.deps), { timeout: 10_000 }).toBeGreaterThan(0)
    killed.kill('SIGKILL')
    await expect(sent).rejects.toThrow()
  })
  await expect
    .poll(async () => (await shop.call('POST', '/users', user, header)).status, { timeout: 10_000 })
    .toBe(201)
  expect(await countOf(user.username)).toBe(1)
})

test('a call is told when to come back if too many others wait', async () => {
  const { db } = service.deps
  const body = { username: 'ada@shop.example' }
  const headers = Array.from({ length: 80 }, () => once())
  const send = (header: ReturnType<typeof once>) =>
    shop.call('POST', '/sign-in-options', body, header)
  const answers = await db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE idempotent_calls IN ACCESS EXCLUSIVE MODE`
    const sent = headers.map(send)
    await expect.poll(() => countWaiting(service.deps), { timeout: 10_000 }).toBe(4)
    return { sent, first: await Promise.race(sent) }
  })
  expect(answers.first).toMatchObject({ status: 503, body: { code: 'overloaded' } })
  expect(answers.first.headers['retry-after']).toBe('2')
  const statuses = (await Promise.all(answers.sent)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(68)
  expect(statuses.filter((status) => status === 503)).toHaveLength(12)
})

test('the cause of a kept problem is in the log', async () => {
  const [user, header] = [newUser(), once()]
  await shop.call('POST', '/users', user)
  const before = service.logged.length
  expect((await shop.call('POST', '/users', user, header)).status).toBe(409)
  expect(service.logged.slice(before).join('')).toContain('users_username_key_key')
})

test('the same key in a session means nothing', async () => {
  const cookies = await signInAs(service, shop.maker.user.id)
  const users = [newUser(), newUser()]
  for (const user of users) {
    const answer = await service.app.inject({
      method: 'POST',
      url: '/api/v1/users',
      cookies,
      headers: { origin: service.deps.config.publicUrl, ...once('same') },
      payload: user,
    })
    expect(answer.statusCode).toBe(201)
  }
})

test.each(['', 'x'.repeat(256), 'é'])('the key %j is refused', async (key) => {
  expect(await shop.call('POST', '/users', newUser(), once(key))).toMatchObject({
    status: 400,
    body: { detail: 'Idempotency-Key must have 1 to 255 printable ASCII characters.' },
  })
})

test('the nightly job deletes answers that are no longer needed', async () => {
  const { db } = service.deps
  await shop.call('POST', '/users', newUser(), once())
  expect(await db.idempotentCall.count()).toBeGreaterThan(0)
  service.clock.advance(day + 1)
  await cleanUp(service.deps)
  expect(await db.idempotentCall.count()).toBe(0)
})

test('a password in a repeatable call can’t be guessed from the database', async () => {
  const user = await createUser(service.deps)
  const body = { username: user.username, password: 'correct horse battery', client: 'app' }
  expect((await shop.call('POST', '/sessions', body, once())).status).toBe(201)
  const rows = await service.deps.db.idempotentCall.findMany({
    where: { path: '/api/v1/sessions' },
  })
  const hash = createHash('sha256').update(canonicalJson(body)).digest('hex')
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(hash)
  expect(service.deps.keys.unseal('kept-answer', rows[0]?.bodyHash ?? '')).toBe(hash)
})

test('a kept answer can’t be read in the database', async () => {
  const user = newUser()
  await shop.call('POST', '/users', user, once())
  const rows = await service.deps.db.idempotentCall.findMany()
  expect(JSON.stringify(rows.map(({ answer }) => answer))).not.toContain(user.username)
})
