import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { second } from '../../lib/clock.ts'
import { signInWith } from '../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, type TestApp } from '../../testing/test-app.ts'

let service: TestApp
let cookies: Cookies

beforeAll(async () => {
  service = await createTestApp()
  cookies = (await signInWith(service, ['settings.write'])).cookies
})
afterAll(async () => service.close())

const put = (body: object, by = cookies) => service.send('PUT', '/settings', body, by)

test('settings are read and changed whole, and in effect within a second', async () => {
  const shown = await service.send('GET', '/settings', undefined, cookies)
  expect(shown).toMatchObject({ status: 200, body: defaultSettings })
  const changed = { ...defaultSettings, organizationName: 'Northwind' }
  expect(await put(changed)).toMatchObject({ status: 200, body: changed })
  service.clock.advance(second)
  const site = await service.app.inject('/api/v1/site')
  expect(site.json().organizationName).toBe('Northwind')
})

test('a change is written down with what was before, once', async () => {
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

test('who may not write settings may not read them either', async () => {
  const other = await signInWith(service, ['users.write', 'console.access'])
  expect((await put(defaultSettings, other.cookies)).status).toBe(403)
  expect((await service.send('GET', '/settings', undefined, other.cookies)).status).toBe(403)
})
