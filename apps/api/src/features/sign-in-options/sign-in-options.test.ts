import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countStatements } from '../../../testing/count-statements.ts'
import { createConnection } from '../../../testing/create-connection.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { minute, second } from '../../lib/clock.ts'
import { replaceSettings } from '../../models/settings.ts'

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
  test('gives every caller the same answer for every well-formed name', async () => {
    await setDisclosure('private')
    for (const name of names) expect((await ask(name)).json()).toEqual(untold)
  })
})

describe('open', () => {
  test('gives peers outside the named networks the same answer for every name', async () => {
    for (const name of names) expect((await ask(name, '198.51.100.7')).json()).toEqual(untold)
  })

  test('tells peers inside where the mail goes: whole if that was typed, otherwise masked', async () => {
    service.clock.advance(10 * minute)
    const whole = { ...untold, sendsTo: 'jane@one.example' }
    expect((await ask('Jane@One.example')).json()).toEqual(whole)
    expect((await ask('jane@one.example', '2001:db8::7')).json()).toEqual(whole)
    expect((await ask('rosa')).json()).toEqual({ ...untold, sendsTo: 'o…@baltic.example' })
  })

  test.each(['till-14', 'o@one.example', 'nobody@one.example'])(
    'offers %s no reset, because no mail would be sent',
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

describe('a provider’s domain', () => {
  const provider = { name: 'Okta', resetUrl: 'https://okta.example/forgot' }
  let led: object

  beforeAll(async () => {
    const domains = ['sso.example', 'xn--bcher-kva.example']
    const { id } = await createConnection(service.deps, { ...provider, domains })
    const startUrl = `http://localhost:3000/api/v1/sso/${id}/start`
    led = { resetAvailable: false, sendsTo: null, signInWith: { ...provider, startUrl } }
    await createUser(service.deps, { username: 'known@sso.example', password: null })
    await createConnection(service.deps, { enabled: false, domains: ['off.example'] })
    const { id: claiming } = await createConnection(service.deps)
    await service.deps.db.ssoDomain.create({
      data: { connectionId: claiming, domain: 'claimed.example', proof: 'rekey-domain=x' },
    })
    service.clock.advance(second)
  })

  test.each(['known@sso.example', 'nobody@sso.example', ' X@SSO.Example ', 'a@bücher.example'])(
    'of %s leads to the provider, whether or not a user has that name',
    async (name) => {
      expect((await ask(name)).json()).toEqual(led)
      await setDisclosure('private')
      expect((await ask(name)).json()).toEqual(led)
    },
  )

  test.each([
    'a@off.example',
    'a@claimed.example',
    'a@www.sso.example',
    'sso.example',
    'a@',
    'a@[::1]',
  ])('is not that of %s', async (name) => {
    await setDisclosure('private')
    expect((await ask(name)).json()).toEqual(untold)
  })

  test('costs the same as any other, and reads no account', async () => {
    await setDisclosure('private')
    const work = async (name: string) => {
      service.clock.advance(second)
      return countStatements(() => ask(name))
    }
    const elsewhere = await work('nobody@one.example')
    for (const name of ['known@sso.example', 'nobody@sso.example', 'jane@one.example']) {
      expect((await work(name)).toSorted()).toEqual(elsewhere.toSorted())
    }
    expect(elsewhere.join('\n')).not.toContain('users')
    expect(await countStatements(() => ask('known@sso.example'))).toEqual([])
  })
})

test('without named networks nobody learns of accounts, whatever the setting is', async () => {
  const closed = await createTestApp()
  const { db, clock } = closed.deps
  const document = { ...defaultSettings, disclosure: 'open' } as const
  await db.$transaction((tx) => replaceSettings(tx, document, clock.now()))
  closed.clock.advance(second)
  const answer = await closed.send('POST', '/sign-in-options', { username: 'nobody@one.example' })
  expect(answer.body).toEqual(untold)
  await closed.close()
})
