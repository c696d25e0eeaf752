import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { minute, second } from '../../lib/clock.ts'
import { replaceSettings } from '../../models/settings.ts'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'

const env = { OPEN_DISCLOSURE_NETWORKS: '192.0.2.0/24,2001:db8::/32', IP_RATE_LIMITS: 'on' }

let service: TestApp

beforeAll(async () => {
  service = await createTestApp(env)
  const given = { kind: 'contact', password: null } as const
  await createUser(service.deps, { username: 'jane@one.example', ...given })
  await createUser(service.deps, { username: 'rosa', emailTo: 'orders@baltic.example', ...given })
  await createUser(service.deps, { username: 'till-14', kind: 'device', password: null })
  await createUser(service.deps, {
    username: 'o@one.example',
    status: 'deactivated',
    password: null,
  })
})
beforeEach(() => setDisclosure('open'))
afterAll(async () => service.close())

async function setDisclosure(disclosure: 'open' | 'private') {
  const { db, clock } = service.deps
  const document = { ...defaultSettings, disclosure }
  await db.$transaction((tx) => replaceSettings(tx, document, clock.now()))
  service.clock.advance(second)
}

const ask = async (username: string, remoteAddress = '192.0.2.1') =>
  service.app.inject({
    method: 'POST',
    url: '/api/v1/sign-in-options',
    payload: { username },
    remoteAddress,
  })

const untold = { resetAvailable: true, sendsTo: null, signInWith: null }
const names = ['jane@one.example', 'rosa', 'till-14', 'o@one.example', 'nobody@one.example']

describe('private', () => {
  test('tells the same of every well-formed name, whoever asks', async () => {
    await setDisclosure('private')
    for (const name of names) expect((await ask(name)).json()).toEqual(untold)
  })
})

describe('open', () => {
  test('tells the same of every name to peers outside the named networks', async () => {
    for (const name of names) expect((await ask(name, '198.51.100.7')).json()).toEqual(untold)
  })

  test('tells peers inside where the mail goes: whole if that was typed, else masked', async () => {
    service.clock.advance(10 * minute)
    const whole = { ...untold, sendsTo: 'jane@one.example' }
    expect((await ask('Jane@One.example')).json()).toEqual(whole)
    expect((await ask('jane@one.example', '2001:db8::7')).json()).toEqual(whole)
    expect((await ask('rosa')).json()).toEqual({ ...untold, sendsTo: 'o…@baltic.example' })
  })

  test.each(['till-14', 'o@one.example', 'nobody@one.example'])(
    'offers %s no reset: no mail would go out',
    async (name) => {
      service.clock.advance(10 * minute)
      expect((await ask(name)).json()).toEqual({ ...untold, resetAvailable: false })
    },
  )

  test('answers a peer twenty times in ten minutes', async () => {
    service.clock.advance(10 * minute)
    for (let n = 0; n < 20; n += 1) expect((await ask('rosa')).statusCode).toBe(200)
    expect((await ask('rosa')).statusCode).toBe(429)
    expect((await ask('rosa', '192.0.2.2')).statusCode).toBe(200)
    service.clock.advance(10 * minute)
    expect((await ask('rosa')).statusCode).toBe(200)
  })
})

test('without named networks nobody is told, whatever the setting', async () => {
  const closed = await createTestApp()
  const { db, clock } = closed.deps
  const document = { ...defaultSettings, disclosure: 'open' } as const
  await db.$transaction((tx) => replaceSettings(tx, document, clock.now()))
  closed.clock.advance(second)
  const answer = await closed.send('POST', '/sign-in-options', { username: 'nobody@one.example' })
  expect(answer.body).toEqual(untold)
  await closed.close()
})
