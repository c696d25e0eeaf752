import { randomUUID } from 'node:crypto'
import type { AttentionItem, Overview } from '@rekey/contracts/overview'
import type { Permission } from '@rekey/contracts/permissions'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { acceptedMessage } from '../../../testing/accepted-message.ts'
import { createCertificate } from '../../../testing/create-certificate.ts'
import { createConnection, linkUser } from '../../../testing/create-connection.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { day, hour, later, minute } from '../../lib/clock.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())
beforeEach(() => service.clock.advance(30 * day))

const now = () => service.clock.now()
const ago = (milliseconds: number) => later(now(), -milliseconds)

const everything: Permission[] = [
  'messages.read',
  'users.read',
  'audit.read',
  'sso.write',
  'api-keys.write',
  'webhooks.write',
]

async function attention(permissions = everything): Promise<AttentionItem[]> {
  const { get } = await signInWith(service, permissions)
  const { status, body } = await get('/overview')
  expect(status).toBe(200)
  return (body as unknown as Overview).attention
}

const kinds = async (permissions?: Permission[]) =>
  (await attention(permissions)).map(({ kind }) => kind)

/** A mail that failed so long ago. */
const mishap = (status: string, reason: string, milliseconds: number, more: object = {}) => {
  const at = ago(milliseconds)
  return acceptedMessage(service.deps, {
    status,
    reason,
    askedAt: at,
    events: { create: { status, reason, at, sourceId: randomUUID() } },
    ...more,
  })
}

test('a new installation needs nothing', async () => {
  expect(await attention()).toEqual([])
})

test('mails of the last day that came back, with their reasons', async () => {
  await mishap('bounced', 'address-does-not-exist', hour)
  await mishap('bounced', 'address-does-not-exist', 2 * hour)
  await mishap('bounced', 'mailbox-full', 3 * hour)
  await mishap('refused', 'message-too-large', minute)
  await mishap('bounced', 'mailbox-disabled', 25 * hour)
  const [refused, bounced] = await attention()
  expect(refused).toMatchObject({ kind: 'mails-refused', severity: 'problem', count: 1 })
  expect(bounced).toEqual({
    kind: 'mails-bounced',
    severity: 'problem',
    count: 3,
    since: null,
    at: ago(hour).toISOString(),
    until: null,
    subject: null,
    reasons: [
      { reason: 'address-does-not-exist', count: 2 },
      { reason: 'mailbox-full', count: 1 },
    ],
  })
  expect(await kinds(['users.read', 'audit.read'])).toEqual([])
})

test('an outage of mail comes first, with the mails that wait', async () => {
  const at = ago(29 * minute)
  const reason = 'sender-not-permitted'
  const events = { create: { status: 'delayed', reason, at } }
  const waiting = { status: 'delayed', reason, askedAt: at, acceptedAt: null, events }
  const { id } = await acceptedMessage(service.deps, waiting)
  const [outage] = await attention(['messages.read'])
  expect(outage).toMatchObject({
    kind: 'mail-down',
    severity: 'problem',
    count: 1,
    since: at.toISOString(),
    reasons: [{ reason, count: 1 }],
  })
  await service.deps.db.message.delete({ where: { id } })
})

test('users for whom resets are requested again and again', async () => {
  const users = [await createUser(service.deps), await createUser(service.deps)] as const
  const unsent = (userId: string) =>
    acceptedMessage(service.deps, {
      userId,
      status: 'not-sent',
      reason: 'asked-again',
      acceptedAt: null,
    })
  for (let count = 0; count < 5; count += 1) await unsent(users[0].id)
  await unsent(users[1].id)
  const { id, displayName: name } = users[0]
  const found = { kind: 'requests-repeated', severity: 'warning', count: 1 }
  expect(await attention()).toMatchObject([{ ...found, subject: { id, name } }])
  expect(await attention(['messages.read'])).toMatchObject([{ ...found, subject: null }])
  for (let count = 0; count < 4; count += 1) await unsent(users[1].id)
  expect(await attention()).toMatchObject([{ ...found, count: 2, subject: null }])
})

test('users who cancelled a reset, and passwords that are blocked since', async () => {
  const disown = async (outcome: 'stopped' | 'recorded' | 'blocked', milliseconds: number) => {
    const { id: userId } = await createUser(service.deps)
    const at = ago(milliseconds)
    await service.deps.db.disown.create({
      data: { userId, subjectId: randomUUID(), outcome, at },
    })
  }
  await disown('stopped', 2 * hour)
  await disown('recorded', 3 * day)
  await disown('stopped', 8 * day)
  await disown('blocked', day)
  expect(await attention()).toMatchObject([
    { kind: 'passwords-blocked', severity: 'problem', count: 1, at: ago(day).toISOString() },
    { kind: 'resets-disowned', severity: 'warning', count: 2, at: ago(2 * hour).toISOString() },
  ])
  expect(await kinds(['messages.read'])).toEqual([])
  await service.deps.db.disown.deleteMany()
})

test('damage in the audit log', async () => {
  const run = { finishedAt: ago(hour), details: { auditEvents: 0, auditHeldAt: 7 } }
  await service.deps.db.maintenanceRun.create({ data: { name: 'clean-up', ...run } })
  expect(await attention()).toMatchObject([{ kind: 'audit-damaged', severity: 'problem' }])
  expect(await kinds(['messages.read'])).toEqual([])
  await service.deps.db.maintenanceRun.deleteMany()
})

test('a certificate that ends, when no other one of that provider lasts', async () => {
  const { deps } = service
  const ending = createCertificate({ validUntil: later(now(), 12 * day) })
  const lasting = createCertificate({ validUntil: later(now(), 400 * day) })
  const okta = await createConnection(deps, { protocol: 'saml', certificates: [ending] })
  await createConnection(deps, { protocol: 'saml', certificates: [ending, lasting] })
  await createConnection(deps, { protocol: 'saml', certificates: [ending], enabled: false })
  await linkUser(deps, okta, (await createUser(deps)).id)
  const { id, name } = okta
  const found = { kind: 'certificate-ends', count: 1, subject: { id, name } }
  expect(await attention()).toMatchObject([{ ...found, severity: 'warning' }])
  service.clock.advance(13 * day)
  expect(await attention()).toMatchObject([{ ...found, severity: 'problem' }])
  expect(await kinds(['messages.read'])).toEqual([])
  await deps.db.ssoConnection.deleteMany()
})

test('API keys that end soon, or ended while they were used', async () => {
  const { user } = await signInWith(service, ['api-keys.write'])
  const create = (name: string, expiresAt: Date | null, lastUsedAt: Date | null = null) =>
    service.deps.db.apiKey.create({
      data: {
        name,
        expiresAt,
        lastUsedAt,
        scopes: ['users.read'],
        secretHash: Buffer.from(randomUUID()),
        hint: 'abcd',
        createdById: user.id,
      },
    })
  await create('Soon', later(now(), 13 * day))
  await create('Later', later(now(), 15 * day))
  await create('Never', null)
  await create('In use', ago(day), ago(day + hour))
  await create('Forgotten', ago(day), ago(40 * day))
  const found = await attention()
  expect(found.map(({ severity, subject }) => [severity, subject?.name])).toEqual([
    ['problem', 'In use'],
    ['warning', 'Soon'],
  ])
  expect(await kinds(['messages.read'])).toEqual([])
  await service.deps.db.apiKey.deleteMany()
})

test('webhooks that fail for an hour, or were switched off', async () => {
  const create = (url: string, more: object) =>
    service.deps.db.webhook.create({ data: { url, events: [], createdAt: now(), ...more } })
  await create('https://shop.example/hook', { failingSince: ago(2 * hour) })
  await create('https://brief.example/hook', { failingSince: ago(30 * minute) })
  await create('https://gone.example/hook', { enabled: false, switchedOffAt: ago(day) })
  await create('https://off.example/hook', { enabled: false, failingSince: ago(day) })
  const found = await attention()
  expect(found.map(({ kind, subject }) => [kind, subject?.name])).toEqual([
    ['webhook-switched-off', 'gone.example'],
    ['webhook-failing', 'shop.example'],
  ])
  expect(await kinds(['messages.read'])).toEqual([])
})
