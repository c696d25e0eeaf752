import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerWith, createApiKey } from '../../../testing/create-api-key.ts'
import { createRole, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { encodeCursor } from '../../http/cursor.ts'
import { day, later, minute, second } from '../../lib/clock.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

describe('an API key', () => {
  test('is shown once, and then without the key itself', async () => {
    const maker = await signInWith(service, ['api-keys.write', 'users.read'])
    const body = { name: '  Shop ', scopes: ['users.read'], expiresAt: null }
    const created = await service.send('POST', '/api-keys', body, maker.cookies)
    const { key, ...shown } = created.body as unknown as { key: string; id: string }
    expect(created.status).toBe(201)
    expect(key).toMatch(/^rk_[\w-]{43}$/)
    expect(shown).toMatchObject({
      name: 'Shop',
      scopes: ['users.read'],
      lapsedScopes: [],
      hint: key.slice(-4),
      createdBy: { id: maker.user.id, displayName: 'Jane Doe', status: 'active' },
      expiresAt: null,
      lastUsedAt: null,
    })
    expect((await maker.get(`/api-keys/${shown.id}`)).body).toEqual(shown)
    expect((await maker.get('/api-keys')).body).toMatchObject({ items: [shown] })
  })

  test('opens what its scopes allow and nothing else', async () => {
    const { call } = await createApiKey(service, ['users.read'])
    expect((await call('GET', '/users')).status).toBe(200)
    expect(await call('GET', `/roles/${randomUUID()}`)).toMatchObject({ status: 404 })
    const refused = await call('GET', '/audit-events')
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
    expect(refused.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"')
  })

  test('has no account and no session of its own', async () => {
    const { call } = await createApiKey(service, ['users.read'])
    for (const path of ['/sessions', '/sessions/current']) {
      expect(await call('GET', path)).toMatchObject({
        status: 403,
        body: { code: 'not-permitted', detail: 'An API key has no account or session of its own.' },
      })
    }
  })

  test('counts only as long as its user holds the scope and is active', async () => {
    const roleId = await createRole(service, ['api-keys.write', 'users.read', 'audit.read'])
    const maker = await signInWith(service, [], { roleId })
    const { id, call } = await createApiKey(service, ['users.read', 'audit.read'], maker)
    const administrator = await signInWith(service, [], { roleId: builtInRoles.administrator })
    await service.deps.db.role.update({
      where: { id: roleId },
      data: { permissions: ['api-keys.write', 'users.read'] },
    })
    expect((await call('GET', '/users')).status).toBe(200)
    expect((await call('GET', '/audit-events')).status).toBe(403)
    expect((await administrator.get(`/api-keys/${id}`)).body).toMatchObject({
      lapsedScopes: ['audit.read'],
    })
    const path = `/users/${maker.user.id}`
    await service.send('POST', `${path}/deactivate`, {}, administrator.cookies)
    expect((await call('GET', '/users')).status).toBe(401)
    expect((await administrator.get(`/api-keys/${id}`)).body).toMatchObject({
      createdBy: { status: 'deactivated' },
    })
    await service.send('DELETE', path, undefined, administrator.cookies)
    expect((await administrator.get(`/api-keys/${id}`)).body).toMatchObject({
      createdBy: { status: 'deleted' },
    })
    expect((await call('GET', '/users')).status).toBe(401)
  })

  test('works until the moment when it expires', async () => {
    const maker = await signInWith(service, ['api-keys.write', 'users.read'])
    const expiresAt = later(service.clock.now(), minute).toISOString()
    const body = { name: 'Short', scopes: ['users.read'], expiresAt }
    const { body: created } = await service.send('POST', '/api-keys', body, maker.cookies)
    const call = callerWith(service, (created as unknown as { key: string }).key)
    expect((await call('GET', '/users')).status).toBe(200)
    service.clock.advance(minute)
    expect((await call('GET', '/users')).status).toBe(401)
  })

  test.each([
    ['2040-06-01T02:00:00+02:00', '2040-06-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59-23:59', '9999-01-01T00:00:00.000Z'],
  ])('takes the time %s, and shows it in UTC', async (expiresAt, shown) => {
    const maker = await signInWith(service, ['api-keys.write', 'users.read'])
    const body = { name: 'Long', scopes: ['users.read'], expiresAt }
    const answer = await service.send('POST', '/api-keys', body, maker.cookies)
    expect(answer).toMatchObject({ status: 201, body: { expiresAt: shown } })
  })

  test('is refused from the call after its deletion on, and the audit log still names it', async () => {
    const { id, call, maker } = await createApiKey(service, ['users.read', 'users.write'])
    const user = { username: `${randomUUID()}@shop.example`, displayName: 'Ada', kind: 'contact' }
    const added = await call('POST', '/users', user)
    expect(added.status).toBe(201)
    const remove = () => service.send('DELETE', `/api-keys/${id}`, undefined, maker.cookies)
    const answers = await Promise.all([remove(), remove()])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 404]))
    const refused = await call('GET', '/users')
    expect(refused).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
    expect((await call('POST', '/password-resets', { username: 'ada' })).status).toBe(401)
    const reader = await signInWith(service, ['audit.read'])
    const { items } = (await reader.get(`/audit-events?actorId=${id}`)).body as never as {
      items: object[]
    }
    expect(items).toMatchObject([
      {
        action: 'user.created',
        actor: { id, displayName: 'Shop', deleted: false, type: 'api-key' },
        user: { id: added.body.id },
      },
    ])
    const csv = await service.app.inject({
      url: `/api/v1/audit-events?actorId=${id}`,
      cookies: reader.cookies,
      headers: { accept: 'text/csv' },
    })
    expect(csv.body).toContain(`${id},API key Shop,`)
  })

  test('can be listed page by page, newest first', async () => {
    const maker = await signInWith(service, ['api-keys.write', 'users.read'])
    const made: string[] = []
    for (let count = 0; count < 3; count++) {
      service.clock.advance(1)
      made.unshift((await createApiKey(service, ['users.read'], maker)).id)
    }
    type Page = { items: { id: string }[]; nextCursor: string }
    const page = (cursor = '') =>
      maker.get(`/api-keys?limit=2${cursor}`).then(({ body }) => body as unknown as Page)
    const first = await page()
    const second = await page(`&cursor=${first.nextCursor}`)
    expect([...first.items, ...second.items].map(({ id }) => id).slice(0, 3)).toEqual(made)
  })

  test('is listed from a cursor of ours only; a year that the database lacks is refused', async () => {
    const maker = await signInWith(service, ['api-keys.write'])
    for (const at of ['+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00.000Z', 'yesterday']) {
      const cursor = encodeCursor({ direction: 'after', position: [at, randomUUID()] })
      const refused = await maker.get(`/api-keys?cursor=${encodeURIComponent(cursor)}`)
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/cursor' }] } })
    }
  })

  test('notes its last use to the minute, without a write in every call', async () => {
    const { id, call, maker } = await createApiKey(service, ['users.read'])
    const lastUse = async () =>
      ((await maker.get(`/api-keys/${id}`)).body as unknown as { lastUsedAt: string }).lastUsedAt
    await call('GET', '/users')
    const first = service.clock.now().toISOString()
    service.clock.advance(minute - 1)
    await call('GET', '/users')
    expect(await lastUse()).toBe(first)
    service.clock.advance(1)
    await call('GET', '/users')
    expect(await lastUse()).toBe(service.clock.now().toISOString())
  })
})

describe('who may give a key which scopes', () => {
  test('nobody gives a key a permission that they lack, and no key does either', async () => {
    const maker = await signInWith(service, ['api-keys.write', 'users.read'])
    const asked = { name: 'Too much', scopes: ['users.read', 'audit.read'] }
    const refused = await service.send('POST', '/api-keys', asked, maker.cookies)
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
    expect(refused.body.detail).toContain('audit.read')
    const administrator = await signInWith(service, [], { roleId: builtInRoles.administrator })
    const narrow = await createApiKey(service, ['api-keys.write', 'users.read'], administrator)
    expect((await narrow.call('POST', '/api-keys', asked)).status).toBe(403)
    const child = await narrow.call('POST', '/api-keys', { ...asked, scopes: ['users.read'] })
    expect(child).toMatchObject({
      status: 201,
      body: { createdBy: { id: administrator.user.id } },
    })
  })

  test('a key acts on nobody who has more permissions than the key', async () => {
    const administrator = await signInWith(service, [], { roleId: builtInRoles.administrator })
    const { call } = await createApiKey(service, ['users.read', 'users.write'], administrator)
    const other = await createUser(service.deps, { roleId: builtInRoles.administrator })
    const changed = await call('PATCH', `/users/${other.id}`, { displayName: 'Mallory' })
    expect(changed).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
  })

  test('a key never changes the address of somebody who can open the console', async () => {
    const administrator = await signInWith(service, [], { roleId: builtInRoles.administrator })
    const { permissions } = await service.deps.db.role.findUniqueOrThrow({
      where: { id: builtInRoles.administrator },
    })
    const scopes = permissions.filter((each) => !/^webhooks|^campaigns/.test(each)) as never[]
    const { call } = await createApiKey(service, scopes, administrator)
    const other = await createUser(service.deps, { roleId: builtInRoles.moderator })
    const changed = await call('PATCH', `/users/${other.id}`, { emailTo: 'x@mallory.example' })
    expect(changed).toMatchObject({
      status: 403,
      body: { detail: 'An API key can’t do this. It needs a person who signed in recently.' },
    })
    expect((await call('PATCH', `/users/${other.id}`, { displayName: 'Ada' })).status).toBe(200)
  })

  test.each([
    ['scopes that are none', { scopes: [] }, '/scopes'],
    ['a scope twice', { scopes: ['users.read', 'users.read'] }, '/scopes'],
    ['a scope that doesn’t exist', { scopes: ['users.everything'] }, '/scopes/0'],
    ['a time that is over', { expiresAt: '2020-01-01T00:00:00.000Z' }, '/expiresAt'],
    ['a blank name', { name: ' ' }, '/name'],
    ['a key of one’s own choice', { key: 'rk_mine' }, '/key'],
  ])('%s is refused, and the field is named', async (_what, given, pointer) => {
    const maker = await signInWith(service, ['api-keys.write', 'users.read'])
    const body = { name: 'Shop', scopes: ['users.read'], ...given }
    const refused = await service.send('POST', '/api-keys', body, maker.cookies)
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer }] } })
  })
})

describe('the limits of a key', () => {
  test('one key may make 600 calls a minute, and another one is not affected', async () => {
    const { call, maker } = await createApiKey(service, ['users.read'])
    const other = await createApiKey(service, ['users.read'], maker)
    for (let count = 0; count < 600; count++) {
      const { status } = await call('GET', `/users/${maker.user.id}`)
      if (status !== 200) expect.fail(`Call ${count} got ${status}`)
    }
    const refused = await call('GET', '/users')
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate-limited' } })
    expect(refused.headers['retry-after']).toBe('60')
    expect((await other.call('GET', '/users')).status).toBe(200)
    service.clock.advance(minute)
    expect((await call('GET', '/users')).status).toBe(200)
  })
})

describe('calls for somebody else’s browser', () => {
  const ask = { username: 'nobody@shop.example' }
  const from = (ip: string) => ({ 'x-client-ip': ip })

  async function limited(scopes: Parameters<typeof createApiKey>[1]) {
    const limitedService = await createTestApp({ IP_RATE_LIMITS: 'on' })
    const { call } = await createApiKey(limitedService, scopes)
    const askTen = async (headers: Record<string, string>) => {
      for (let count = 0; count < 10; count++) {
        await call('POST', '/password-resets', ask, headers)
      }
    }
    return { call, askTen, close: limitedService.close }
  }

  test('with clients.forward they count by the address that X-Client-IP names', async () => {
    const { call, askTen, close } = await limited(['clients.forward'])
    await askTen(from('203.0.113.7'))
    const status = async (ip: string) =>
      (await call('POST', '/password-resets', ask, from(ip))).status
    expect(await status('203.0.113.7')).toBe(429)
    expect(await status('203.0.113.8')).toBe(202)
    expect(await call('POST', '/password-resets', ask, from('my phone'))).toMatchObject({
      status: 400,
      body: { detail: 'X-Client-IP must be one IPv4 or IPv6 address.' },
    })
    await close()
  })

  test('without the scope the header changes nothing', async () => {
    const { call, askTen, close } = await limited(['users.read'])
    await askTen(from('203.0.113.7'))
    const other = await call('POST', '/password-resets', ask, from('203.0.113.8'))
    expect(other.status).toBe(429)
    await close()
  })

  test('a key that names an address of an open network learns of no account', async () => {
    const openService = await createTestApp({ OPEN_DISCLOSURE_NETWORKS: '10.1.0.0/16' })
    const { db } = openService.deps
    const { document } = await db.settingsRow.findUniqueOrThrow({ where: { id: 1 } })
    const opened = { ...(document as object), disclosure: 'open' } as const
    await db.settingsRow.update({ where: { id: 1 }, data: { document: opened } })
    openService.clock.advance(second)
    const { call } = await createApiKey(openService, ['clients.forward'])
    const look = (headers: Record<string, string>) =>
      call('POST', '/sign-in-options', { username: 'nobody@shop.example' }, headers)
    const fromInside = await openService.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in-options',
      remoteAddress: '10.1.2.3',
      payload: { username: 'nobody@shop.example' },
    })
    expect(fromInside.json()).toMatchObject({ resetAvailable: false })
    expect((await look(from('10.1.2.3'))).body).toMatchObject({ resetAvailable: true })
    await openService.close()
  })

  test('a key that names no address is counted by itself, not by its server’s address', async () => {
    const limitedService = await createTestApp({ IP_RATE_LIMITS: 'on' })
    const [one, other] = [
      await createApiKey(limitedService, ['users.read']),
      await createApiKey(limitedService, ['users.read']),
    ]
    const request = ({ call }: typeof one) => call('POST', '/password-resets', ask)
    for (let count = 0; count < 10; count++) expect((await request(one)).status).toBe(202)
    expect((await request(one)).status).toBe(429)
    expect((await request(other)).status).toBe(202)
    const withoutKey = await limitedService.sendAsApp('POST', '/password-resets', ask)
    expect(withoutKey.status).toBe(202)
    await limitedService.close()
  })
})

test('a key and its secret are found in no table, no log and no audit event', async () => {
  const { key, call } = await createApiKey(service, ['users.read'])
  await call('GET', '/users')
  service.clock.advance(day)
  const tables = await service.deps.db.$queryRaw<{ found: boolean }[]>`
    SELECT bool_or(row_to_json(api_keys)::text LIKE ${`%${key.slice(3)}%`}) AS found FROM api_keys`
  expect(tables).toEqual([{ found: false }])
  expect(service.logged.join('')).not.toContain(key.slice(3))
})
