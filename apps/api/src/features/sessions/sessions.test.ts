import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { encodeCursor } from '../../http/cursor.ts'
import { hour, minute, second } from '../../lib/clock.ts'

const password = 'correct horse battery'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const signIn = (username: string, typed = password, cookies = {}) =>
  service.send('POST', '/sessions', { username, password: typed }, cookies)

const current = (cookies: Record<string, string>) =>
  service.send('GET', '/sessions/current', undefined, cookies)

test('signing in opens a session that says who the user is', async () => {
  const user = await createUser(service.deps)
  const answer = await signIn(` ${user.username.toUpperCase()} `)
  expect(answer).toMatchObject({
    status: 201,
    body: {
      user: { id: user.id, username: user.username, role: { name: 'Registered' }, permissions: [] },
      mustChangePassword: false,
    },
  })
  const set = String(answer.headers['set-cookie'])
  expect(set).toContain('HttpOnly; SameSite=Strict')
  const mine = await current(answer.cookies)
  expect(mine).toMatchObject({
    status: 200,
    body: { session: { current: true, device: 'Chrome on Windows' } },
  })
})

test('signing in again ends the previous session of this browser', async () => {
  const { username } = await createUser(service.deps)
  const first = await signIn(username)
  const second_ = await signIn(username, password, first.cookies)
  expect((await current(first.cookies)).status).toBe(401)
  expect((await current(second_.cookies)).status).toBe(200)
})

test('an imported hash signs in, and is replaced by one of ours', async () => {
  // bcrypt of "x", cost 4.
  const passwordHash = '$2b$04$gPwalPasaLUPkldKnV4zvuOY4i5w9tj4mERuNhBI9h1qk/gP.u4cW'
  const { id, username } = await createUser(service.deps, {
    passwordHash,
    foreignScheme: 'bcrypt-4',
  })
  expect((await signIn(username, 'y')).status).toBe(401)
  expect((await signIn(username, 'x')).status).toBe(201)
  const after = await service.deps.db.user.findUniqueOrThrow({ where: { id } })
  expect(after).toMatchObject({ foreignScheme: null })
  expect(after.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await signIn(username, 'x')).status).toBe(201)
})

test('every failure has the same body, whichever user it is', async () => {
  const { username } = await createUser(service.deps)
  const deactivated = await createUser(service.deps, { status: 'deactivated' })
  const passwordless = await createUser(service.deps, { password: null })
  const answers = [
    await signIn(username, 'wrong'),
    await signIn('nobody@northwind.example'),
    await signIn(deactivated.username),
    await signIn(passwordless.username),
  ]
  for (const { status, body } of answers) {
    expect({ ...body, status, requestId: '' }).toEqual({
      ...answers[0]?.body,
      status: 401,
      requestId: '',
    })
  }
})

test('a device user is told to sign in elsewhere, but only with the right password', async () => {
  const { username } = await createUser(service.deps, { kind: 'device' })
  expect((await signIn(username, 'wrong')).body.code).toBe('sign-in-failed')
  expect((await signIn(username)).body.code).toBe('sign-in-elsewhere')
})

describe('waits between failures', () => {
  const failing = async (username: string, times: number) => {
    for (let n = 0; n < times; n += 1) await signIn(username, 'wrong')
  }

  test.each(['known', 'unknown'])(
    'the sixth failure of a %s name waits 30 seconds, doubling',
    async (which) => {
      const user = which === 'known' ? await createUser(service.deps) : null
      const username = user?.username ?? `nobody-${Date.now()}@northwind.example`
      await failing(username, 5)
      expect((await signIn(username, 'wrong')).status).toBe(401)
      const waiting = await signIn(username)
      expect(waiting).toMatchObject({
        status: 429,
        body: { code: 'rate-limited' },
        headers: { 'retry-after': '30' },
      })
      service.clock.advance(30 * second)
      expect((await signIn(username, 'wrong')).status).toBe(401)
      expect((await signIn(username, 'wrong')).headers['retry-after']).toBe('60')
    },
  )

  test('a try during a wait causes no hash and is not counted', async () => {
    const { username } = await createUser(service.deps)
    await failing(username, 6)
    service.hashed.length = 0
    await failing(username, 5)
    expect(service.hashed).toEqual([])
    service.clock.advance(30 * second)
    expect((await signIn(username)).status).toBe(201)
  })

  test('one failure is forgotten every 15 minutes, none by a success', async () => {
    const { username } = await createUser(service.deps)
    await failing(username, 5)
    expect((await signIn(username)).status).toBe(201)
    await failing(username, 1)
    expect((await signIn(username, 'wrong')).status).toBe(429)
    service.clock.advance(15 * minute)
    await failing(username, 1)
    expect((await signIn(username, 'wrong')).status).toBe(429)
    service.clock.advance(3 * hour)
    await failing(username, 5)
    expect((await signIn(username, 'wrong')).status).toBe(401)
  })

  test('twenty parallel tries are hashed six times at most', async () => {
    const { username } = await createUser(service.deps)
    service.hashed.length = 0
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(username, 'wrong')))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(6)
    expect(service.hashed).toHaveLength(6)
  })

  test('a known device is not delayed by what strangers do to its name', async () => {
    const { username } = await createUser(service.deps)
    const { cookies } = await signIn(username)
    const device = { 'rekey-device': cookies['rekey-device'] ?? '' }
    await failing(username, 8)
    expect((await signIn(username)).status).toBe(429)
    expect((await signIn(username, password, device)).status).toBe(201)
  })

  test('a known device has its own budget of ten failures', async () => {
    const { username } = await createUser(service.deps)
    const { cookies } = await signIn(username)
    const device = { 'rekey-device': cookies['rekey-device'] ?? '' }
    for (let n = 0; n < 10; n += 1)
      expect((await signIn(username, 'wrong', device)).status).toBe(401)
    for (let n = 0; n < 6; n += 1)
      expect((await signIn(username, 'wrong', device)).status).toBe(401)
    expect((await signIn(username, password, device)).status).toBe(429)
  })

  test("one user's device proves nothing for another", async () => {
    const mallory = await createUser(service.deps)
    const { username } = await createUser(service.deps)
    const { cookies } = await signIn(mallory.username)
    await failing(username, 6)
    expect(
      (await signIn(username, password, { 'rekey-device': cookies['rekey-device'] ?? '' })).status,
    ).toBe(429)
  })
})

describe('the end of a session', () => {
  test('comes after thirty idle minutes, and a call in between postpones it', async () => {
    const { cookies } = await signIn((await createUser(service.deps)).username)
    service.clock.advance(29 * minute)
    expect((await current(cookies)).status).toBe(200)
    service.clock.advance(29 * minute)
    expect((await current(cookies)).status).toBe(200)
    service.clock.advance(30 * minute)
    expect((await current(cookies)).status).toBe(401)
  })

  test('comes after twelve hours in any case', async () => {
    const { cookies } = await signIn((await createUser(service.deps)).username)
    for (let n = 0; n < 12 * 4 - 1; n += 1) {
      service.clock.advance(15 * minute)
      expect((await current(cookies)).status).toBe(200)
    }
    service.clock.advance(15 * minute)
    expect((await current(cookies)).status).toBe(401)
  })

  test('comes by signing out', async () => {
    const { cookies } = await signIn((await createUser(service.deps)).username)
    expect((await service.send('DELETE', '/sessions/current', undefined, cookies)).status).toBe(204)
    expect((await current(cookies)).status).toBe(401)
  })

  test('comes from another session of the same user, and never from another user', async () => {
    const { username } = await createUser(service.deps)
    const here = await signIn(username)
    const there = await signIn(username)
    const stranger = await signIn((await createUser(service.deps)).username)
    const { body } = await current(there.cookies)
    const path = `/sessions/${body.session.id}`
    expect((await service.send('DELETE', path, undefined, stranger.cookies)).status).toBe(404)
    expect((await service.send('DELETE', path, undefined, here.cookies)).status).toBe(204)
    expect((await current(there.cookies)).status).toBe(401)
  })

  test('comes for all others at once, with the devices they proved', async () => {
    const { username } = await createUser(service.deps)
    const [here, there] = [await signIn(username), await signIn(username)]
    service.clock.advance(second)
    const answer = await service.send('DELETE', '/sessions', undefined, here.cookies)
    expect(answer.body).toEqual({ sessionsEnded: 1 })
    expect((await current(there.cookies)).status).toBe(401)
    expect((await current(here.cookies)).status).toBe(200)
    for (let n = 0; n < 6; n += 1) await signIn(username, 'wrong')
    expect((await signIn(username, password, there.cookies)).status).toBe(429)
  })
})

test('own sessions are listed newest first, page by page both ways', async () => {
  const { username } = await createUser(service.deps)
  const ids: string[] = []
  let cookies = {}
  for (let n = 0; n < 5; n += 1) {
    service.clock.advance(second)
    cookies = (await signIn(username)).cookies
    ids.unshift((await current(cookies)).body.session.id)
  }
  const page = async (query: string) =>
    (await service.send('GET', `/sessions?${query}`, undefined, cookies)).body
  const first = await page('limit=2')
  const second_ = await page(`limit=2&cursor=${first.nextCursor}`)
  const third = await page(`limit=2&cursor=${second_.nextCursor}`)
  const idsOf = (list: { items: { id: string }[] }) => list.items.map(({ id }) => id)
  expect([...idsOf(first), ...idsOf(second_), ...idsOf(third)]).toEqual(ids)
  expect([first.prevCursor, third.nextCursor]).toEqual([null, null])
  const back = await page(`limit=2&cursor=${third.prevCursor}`)
  expect(idsOf(back)).toEqual(ids.slice(2, 4))
  const forged = encodeCursor({ direction: 'after', position: ['-200000-01-01T00:00:00Z', 'x'] })
  for (const cursor of ['nonsense', forged]) {
    expect((await page(`cursor=${cursor}`)).code).toBe('bad-request')
  }
})

test('a page of another site can do nothing with our cookies', async () => {
  const { cookies } = await signIn((await createUser(service.deps)).username)
  for (const origin of ['https://evil.example', undefined]) {
    const response = await service.app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions/current',
      cookies,
      headers: origin ? { origin } : {},
    })
    expect(response.json()).toMatchObject({
      code: 'not-permitted',
      detail: expect.stringContaining(`Open ${service.deps.config.publicUrl} instead`),
    })
  }
  expect((await current(cookies)).status).toBe(200)
})
