import { randomUUID } from 'node:crypto'
import type { DiagnosisCheck, DiagnosisCheckId } from '@rekey/contracts/mail-diagnosis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DnsServer, openDnsServer } from '../../../testing/dns-server.ts'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { requireDocumented, watchAnswers } from '../../../testing/watch-answers.ts'
import { buildApp } from '../../app.ts'
import type { Config } from '../../config.ts'
import { hour, later, minute } from '../../lib/clock.ts'
import { createDns } from '../../lib/dns.ts'
import { nameTag } from '../../models/sign-in-wait.ts'

const zone = {
  'northwind.example': { MX: [[10, 'mx.northwind.example']], TXT: ['v=spf1 mx -all'] },
  '_domainkey.northwind.example': {},
  '_dmarc.northwind.example': { TXT: ['v=DMARC1; p=reject'] },
  'only-address.example': { A: ['192.0.2.1'] },
  'no-mail.example': { MX: [[0, '.']] },
  'nothing.example': { TXT: ['hello'] },
  'gmial.com': { MX: [[10, 'mx.gmial.com']] },
} as const

let service: TestApp
let cookies: SignedIn['cookies']
let server: DnsServer

beforeAll(async () => {
  server = await openDnsServer(zone)
  service = await createTestApp()
})
beforeEach(async () => {
  await service.deps.db.message.deleteMany()
  cookies = (await signInWith(service, ['messages.read'])).cookies
})
afterAll(async () => {
  await service.close()
  await server.close()
})

const ofNorthwind: Partial<Config> = {
  mailTransport: 'smtp',
  mailFrom: { name: 'Northwind', address: 'no-reply@northwind.example' },
}

/** Calls a service that uses a DNS server of this test. */
async function diagnose(
  id: string,
  config: Partial<Config> = ofNorthwind,
  dns = createDns({ servers: [server.address] }),
) {
  const deps = { ...service.deps, config: { ...service.deps.config, ...config }, dns }
  const app = await buildApp(deps, { hasWeb: false })
  const faults = watchAnswers(app)
  const url = `/api/v1/users/${id}/mail-diagnosis`
  const response = await app.inject({ url, cookies })
  await app.close()
  requireDocumented(faults)
  expect(response.statusCode).toBe(200)
  return response.json().checks as DiagnosisCheck[]
}

const user = async (given: NewUser = {}, data: object = {}) => {
  const created = await createUser(service.deps, { password: null, ...given })
  return service.deps.db.user.update({ where: { id: created.id }, data })
}

const check = (checks: DiagnosisCheck[], wanted: DiagnosisCheckId) =>
  checks.find(({ id }) => id === wanted)

const store = async (changes: object) => {
  const askedAt = later(service.clock.now(), -10 * minute)
  return service.deps.db.message.create({
    data: {
      id: randomUUID(),
      template: 'reset',
      to: 'jane@northwind.example',
      status: 'accepted',
      keyId: 'test',
      origin: 'self-service',
      lane: 1,
      askedAt,
      giveUpAt: later(askedAt, 4 * hour),
      ...changes,
    },
  })
}

test('if everything is in order, every check says so', async () => {
  await store({ acceptedAt: service.clock.now() })
  const checks = await diagnose((await user()).id)
  expect(checks.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
  expect(checks.map(({ id }) => id)).toEqual([
    'active',
    'sign-in-method',
    'address',
    'address-syntax',
    'address-typo',
    'address-domain',
    'last-messages',
    'asked-often',
    'wrong-codes',
    'sign-in-wait',
    'mail-transport',
    'sender-spf',
    'sender-dkim',
    'sender-dmarc',
  ])
})

test('the most urgent check comes first', async () => {
  const { id, username } = await user(
    { username: `${randomUUID()}@gmial.com` },
    { status: 'deactivated' },
  )
  await store({ userId: id, to: username, status: 'bounced', reason: 'address-does-not-exist' })
  const checks = await diagnose(id)
  expect(checks.slice(0, 3)).toMatchObject([
    {
      id: 'active',
      outcome: 'problem',
      title: 'The user is deactivated.',
      advice: 'Reactivate the user, then send a password reset.',
    },
    {
      id: 'last-messages',
      outcome: 'problem',
      advice: 'Correct the e-mail address, then send again.',
    },
    { id: 'address-typo', outcome: 'warning' },
  ])
  expect(checks.at(-1)?.outcome).toBe('ok')
})

describe('the account', () => {
  test('that signs in at a provider', async () => {
    const { id } = await user({}, { signInMethod: 'sso' })
    expect(check(await diagnose(id), 'sign-in-method')).toMatchObject({
      outcome: 'problem',
      advice: 'Tell the user to change the password where they sign in.',
    })
  })

  test('whose wrong codes block it, or are about to', async () => {
    const outcomes = []
    for (const wrongCodes of [49, 50, 99, 100]) {
      const { id } = await user({}, { wrongCodes })
      outcomes.push(check(await diagnose(id), 'wrong-codes')?.outcome)
    }
    expect(outcomes).toEqual(['ok', 'warning', 'warning', 'problem'])
  })

  test('whose sign-ins must wait', async () => {
    const { id, username } = await user()
    const until = later(service.clock.now(), minute)
    const wait = { nameTag: nameTag(service.deps.keys, username), forgottenAt: until }
    await service.deps.db.signInWait.create({ data: { ...wait, waitUntil: until } })
    expect(check(await diagnose(id), 'sign-in-wait')?.outcome).toBe('warning')
    service.clock.advance(minute)
    expect(check(await diagnose(id), 'sign-in-wait')?.outcome).toBe('ok')
  })
})

describe('the address', () => {
  test.each([
    ['northwind.example', 'ok', 'northwind.example accepts mail, at mx.northwind.example.'],
    ['only-address.example', 'warning', /names no mail server, so mails go to its web server/],
    ['no-mail.example', 'problem', 'no-mail.example doesn’t accept mail.'],
    ['nothing.example', 'problem', 'nothing.example has no mail server.'],
    ['nowhere.example', 'problem', 'The domain nowhere.example does not exist.'],
  ])('at %s: %s', async (domain, outcome, title) => {
    const { id } = await user({ username: `${randomUUID()}@${domain}` })
    const found = check(await diagnose(id), 'address-domain')
    expect(found?.outcome).toBe(outcome)
    expect(found?.title).toMatch(title)
    expect(found?.advice === null).toBe(outcome === 'ok')
  })

  test('that is missing leaves nothing else to check', async () => {
    const till = await user({ kind: 'device', username: `till-${randomUUID()}` })
    const contact = await user({ kind: 'contact', username: `shop-${randomUUID()}` })
    for (const { id } of [till, contact]) {
      const checks = await diagnose(id)
      expect(check(checks, 'address')?.outcome).toBe('problem')
      for (const gone of ['address-syntax', 'address-typo', 'address-domain', 'last-messages']) {
        expect(check(checks, gone as DiagnosisCheckId)).toBeUndefined()
      }
    }
  })

  test('that was damaged when it was imported', async () => {
    const { id } = await user({ kind: 'contact', emailTo: 'rosa(at)baltic.example' })
    expect(check(await diagnose(id), 'address-syntax')?.outcome).toBe('problem')
  })

  test('that looks like a typing mistake, unless its user confirmed it', async () => {
    const { id } = await user({ username: `${randomUUID()}@gmial.com` })
    expect(check(await diagnose(id), 'address-typo')).toMatchObject({
      outcome: 'warning',
      title: 'gmial.com may be a typing mistake for gmail.com.',
    })
    const data = { addressConfirmedAt: service.clock.now() }
    await service.deps.db.user.update({ where: { id }, data })
    expect(check(await diagnose(id), 'address-typo')?.outcome).toBe('ok')
  })

  test('is unknown if DNS does not answer, and the caller does not wait long', async () => {
    const silent = await openDnsServer(null)
    const dns = createDns({ servers: [silent.address, silent.address] })
    const checks = await diagnose((await user()).id, ofNorthwind, dns)
    for (const id of ['address-domain', 'sender-spf', 'sender-dkim', 'sender-dmarc'] as const) {
      expect(check(checks, id)?.outcome).toBe('unknown')
    }
    await silent.close()
  })
})

describe('the last mail', () => {
  test.each([
    ['delivered', null, 'ok', 'Ask the user to check the spam folder too.'],
    ['accepted', null, 'ok', 'Ask the user to check the spam folder too.'],
    [
      'delayed',
      'mailbox-full',
      'warning',
      'Ask the user to free up space in the mailbox, then send again.',
    ],
    [
      'refused',
      'address-does-not-exist',
      'problem',
      'Correct the e-mail address, then send again.',
    ],
    ['bounced', 'mailbox-full', 'problem', /free up space in the mailbox/],
    ['failed', 'time-ran-out', 'problem', /send again/],
    ['queued', null, 'warning', 'Ask your operator why.'],
  ])('%s, %s: %s', async (status, reason, outcome, advice) => {
    const { id, username } = await user()
    await store({ userId: id, to: username, status, reason })
    await store({ userId: id, to: 'elsewhere@northwind.example', status: 'bounced' })
    await store({ userId: id, to: username, status: 'not-sent', reason: 'limit' })
    const found = check(await diagnose(id), 'last-messages')
    expect(found?.outcome).toBe(outcome)
    expect(found?.advice).toMatch(advice)
  })

  test('that is being sent right now is in order, and so is none', async () => {
    const { id, username } = await user()
    expect(check(await diagnose(id), 'last-messages')?.outcome).toBe('ok')
    await store({ userId: id, to: username, status: 'queued', askedAt: service.clock.now() })
    expect(check(await diagnose(id), 'last-messages')?.outcome).toBe('ok')
  })

  test('was delayed because the user requests too often', async () => {
    const { id } = await user()
    for (const reason of ['limit', 'asked-again']) {
      service.clock.advance(1)
      await store({ userId: id, status: 'not-sent', reason })
      expect(check(await diagnose(id), 'asked-often')?.outcome).toBe('warning')
    }
    service.clock.advance(hour)
    cookies = (await signInWith(service, ['messages.read'])).cookies
    expect(check(await diagnose(id), 'asked-often')?.outcome).toBe('ok')
  })
})

describe('our mail server', () => {
  const transport = async (config = ofNorthwind) =>
    check(await diagnose((await user()).id, config), 'mail-transport')

  test('is unknown before the first mail, and in order after one was accepted', async () => {
    expect((await transport())?.outcome).toBe('unknown')
    await store({ acceptedAt: service.clock.now() })
    expect(await transport()).toMatchObject({ outcome: 'ok', advice: null })
  })

  test('accepts none while the newest tries fail on the way to it', async () => {
    const at = service.clock.now()
    await store({ acceptedAt: later(at, -5 * minute) })
    const down = { status: 'delayed', reason: 'mail-server-unreachable' }
    await store({ ...down, events: { create: { ...down, at } } })
    expect(await transport()).toMatchObject({
      outcome: 'problem',
      title: expect.stringMatching(/isn’t accepting mails at the moment; it last accepted one at/),
      advice: expect.stringMatching(/check the mail server's address/),
    })
    await store({ status: 'delivered', acceptedAt: later(at, 1) })
    expect((await transport())?.outcome).toBe('ok')
  })

  test('is not to blame for what recipients’ servers say', async () => {
    await store({ acceptedAt: service.clock.now() })
    const full = { status: 'delayed', reason: 'mailbox-full' }
    const at = later(service.clock.now(), 1)
    await store({ ...full, events: { create: { ...full, at } } })
    expect((await transport())?.outcome).toBe('ok')
  })

  test('gets no mails if no worker takes them from the queue', async () => {
    await store({ status: 'queued', askedAt: later(service.clock.now(), -6 * minute) })
    expect(await transport()).toMatchObject({
      outcome: 'problem',
      advice: 'Ask your operator whether the worker is running.',
    })
  })

  test('is only the mailbox on a machine for trying things out', async () => {
    const checks = await diagnose((await user()).id, { mailTransport: 'mailbox' })
    expect(check(checks, 'mail-transport')?.outcome).toBe('warning')
    expect(check(checks, 'sender-spf')).toBeUndefined()
  })
})

test('our own domain without SPF, keys or policy is a warning each', async () => {
  const mailFrom = { name: 'Rekey', address: 'no-reply@nowhere.example' }
  const checks = await diagnose((await user()).id, { ...ofNorthwind, mailFrom })
  for (const id of ['sender-spf', 'sender-dkim', 'sender-dmarc'] as const) {
    expect(check(checks, id)?.outcome).toBe('warning')
  }
})

test('it needs messages.read, and a user who is there', async () => {
  const path = `/users/${(await user()).id}/mail-diagnosis`
  const { get } = await signInWith(service, ['users.read', 'audit.read'])
  expect(await get(path)).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
  const gone = await user({}, { deletedAt: service.clock.now() })
  for (const id of [gone.id, randomUUID()]) {
    const answer = await service.send('GET', `/users/${id}/mail-diagnosis`, undefined, cookies)
    expect(answer.body.code).toBe('not-found')
  }
})
