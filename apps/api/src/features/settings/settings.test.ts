import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiKey } from '../../../testing/create-api-key.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, type TestApp } from '../../../testing/test-app.ts'
import { minute, second } from '../../lib/clock.ts'

let service: TestApp
let cookies: Cookies

beforeAll(async () => {
  service = await createTestApp()
  cookies = (await signInWith(service, ['settings.write'])).cookies
})
afterAll(async () => service.close())

const put = (body: object, by = cookies) => service.send('PUT', '/settings', body, by)

test('settings are read and changed as a whole, and take effect within a second', async () => {
  const shown = await service.send('GET', '/settings', undefined, cookies)
  expect(shown).toMatchObject({ status: 200, body: defaultSettings })
  const changed = { ...defaultSettings, organizationName: 'Northwind' }
  expect(await put(changed)).toMatchObject({ status: 200, body: changed })
  service.clock.advance(second)
  const site = await service.app.inject('/api/v1/site')
  expect(site.json().organizationName).toBe('Northwind')
})

test('a person changes them only after a recent sign-in, and an API key at any time', async () => {
  const caller = await signInWith(service, ['api-keys.write', 'settings.write'])
  const { call } = await createApiKey(service, ['settings.write'], caller)
  await put(defaultSettings, caller.cookies)
  service.clock.advance(10 * minute + second)
  const weaker = { ...defaultSettings, secondFactorForConsole: 'off' }
  const refused = await put(weaker, caller.cookies)
  expect([refused.status, refused.body.code]).toEqual([403, 'recent-sign-in-required'])
  expect(await put(defaultSettings, caller.cookies)).toMatchObject({ status: 200 })
  const key = { name: 'Way around', scopes: ['settings.write'] }
  const made = await service.send('POST', '/api-keys', key, caller.cookies)
  expect(made.body.code).toBe('recent-sign-in-required')
  expect((await call('PUT', '/settings', weaker)).status).toBe(200)
  expect((await call('PUT', '/settings', defaultSettings)).status).toBe(200)
  cookies = (await signInWith(service, ['settings.write'])).cookies
})

test('a change is recorded once, with the previous values', async () => {
  const changed = { ...defaultSettings, disclosure: 'open', codeInSubject: false }
  await put(defaultSettings)
  await put(changed)
  await put(changed)
  const events = await service.deps.db.auditEvent.findMany({
    where: {
      action: 'settings.changed',
      details: { path: ['after', 'disclosure'], equals: 'open' },
    },
  })
  expect(events.map(({ details }) => details)).toEqual([
    {
      before: { disclosure: 'private', codeInSubject: true },
      after: { disclosure: 'open', codeInSubject: false },
    },
  ])
})

test.each([
  ['/organizationName', { organizationName: '' }],
  ['/timeZone', { timeZone: 'Europe/Atlantis' }],
  ['/resetLifetimeMinutes', { resetLifetimeMinutes: 61 }],
  ['/temporaryPasswordHours', { temporaryPasswordHours: 49 }],
  [
    '/recoveryMethods/contact',
    { recoveryMethods: { staff: 'code', device: 'code', member: 'code' } },
  ],
  [
    '/ipLimits/signIns/limit',
    { ipLimits: { ...defaultSettings.ipLimits, signIns: { limit: 0, seconds: 60 } } },
  ],
  ['/surprise', { surprise: true }],
])('%s out of bounds is refused by name, and nothing changes', async (pointer, given) => {
  await put(defaultSettings)
  const answer = await put({ ...defaultSettings, ...given })
  expect(answer.status).toBe(400)
  expect(answer.body.errors?.map((fault) => fault.pointer)).toContain(pointer)
  expect((await service.send('GET', '/settings', undefined, cookies)).body).toEqual(defaultSettings)
})

test('a document of an older client keeps the settings that it doesn’t know', async () => {
  const secondFactor = { ...defaultSettings.secondFactor, staff: 'required' } as const
  const strict = { ...defaultSettings, secondFactor, rememberDeviceDays: 0 }
  await put(strict)
  const older: Partial<typeof strict> = { ...strict, organizationName: 'Older' }
  for (const name of [
    'secondFactor',
    'secondFactorForConsole',
    'secondFactorGraceDays',
    'rememberDeviceDays',
    'factorRecoveryHours',
    'recoveryAddressHoldHours',
  ] as const) {
    delete older[name]
  }
  const saved = await put(older)
  expect(saved).toMatchObject({ status: 200, body: { ...strict, organizationName: 'Older' } })
  expect((await service.send('GET', '/settings', undefined, cookies)).body).toEqual(saved.body)
  await put(defaultSettings)
})

test('a caller who may not write settings may not read them either', async () => {
  const other = await signInWith(service, ['users.write', 'console.access'])
  expect((await put(defaultSettings, other.cookies)).status).toBe(403)
  expect((await service.send('GET', '/settings', undefined, other.cookies)).status).toBe(403)
})

describe('a save over a version that was read', () => {
  const save = (change: object, ifMatch?: string) =>
    service.app.inject({
      method: 'PUT',
      url: '/api/v1/settings',
      cookies,
      headers: {
        origin: service.deps.config.publicUrl,
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      payload: { ...defaultSettings, ...change },
    })
  const read = async () => {
    const { headers } = await service.send('GET', '/settings', undefined, cookies)
    return String(headers.etag)
  }

  test('does not overwrite what another caller saved meanwhile', async () => {
    await save({})
    const etag = await read()
    expect(etag).toMatch(/^"[^"]+"$/)
    const first = await save({ organizationName: 'One' }, etag)
    expect([first.statusCode, first.headers.etag]).toEqual([200, await read()])
    const second = await save({ organizationName: 'Two' }, etag)
    expect(second.statusCode).toBe(412)
    expect(second.headers.etag).toBe(await read())
    expect(second.json()).toMatchObject({
      code: 'precondition-failed',
      changedBy: 'Jane Doe',
      changedAt: service.clock.now().toISOString(),
    })
    const shown = await service.send('GET', '/settings', undefined, cookies)
    expect(shown.body).toMatchObject({ organizationName: 'One' })
    const again = await save({ organizationName: 'Two' }, String(second.headers.etag))
    expect(again.statusCode).toBe(200)
  })

  test('succeeds for one of eight parallel saves', async () => {
    await save({})
    const etag = await read()
    const saves = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) =>
        save({ organizationName: `At once ${number}` }, etag),
      ),
    )
    const statuses = saves.map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 412)).toHaveLength(7)
  })

  test('reads If-Match as RFC 9110 says, and without it the later save wins', async () => {
    await save({})
    const etag = await read()
    const statusWith = async (ifMatch?: string) => (await save({}, ifMatch)).statusCode
    const changedByProxy = `W/${etag.replace(/"$/, '-gzip"')}`
    for (const good of [undefined, etag, '*', `"other", ${etag}`, changedByProxy]) {
      expect(await statusWith(good)).toBe(200)
    }
    for (const bad of ['W/"other"', '"other"', etag.replaceAll('"', ''), '"*"']) {
      expect(await statusWith(bad)).toBe(412)
    }
    expect((await save({ organizationName: 'Later' })).statusCode).toBe(200)
  })
})
