import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { acceptedMessage } from '../../../testing/accepted-message.ts'
import { openDnsServer } from '../../../testing/dns-server.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import { later, minute } from '../../lib/clock.ts'
import { createDns } from '../../lib/dns.ts'
import { checkBounceAddress, checkMailHealth } from './check-mail-health.ts'

let deps: TestDeps

beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())
afterEach(() => deps.db.message.deleteMany())

const bare = { sendgridWebhookKey: null, bounceAddress: null }
const examine = (config: Parameters<typeof checkMailHealth>[0] = bare) =>
  checkMailHealth(config, deps.db, deps.clock.now())

/** A mail whose tries have failed for so many minutes. */
function waiting(minutes: number, reason: string) {
  const at = later(deps.clock.now(), -minutes * minute)
  const delayed = { status: 'delayed', reason }
  const events = { create: { ...delayed, at } }
  return acceptedMessage(deps, { ...delayed, askedAt: at, acceptedAt: null, events })
}

test('mails that go out are in order, and so is an installation without mails', async () => {
  expect(await examine()).toEqual([
    { name: 'mail health', outcome: 'ok', detail: 'none accepted yet; none waiting' },
  ])
  await acceptedMessage(deps)
  expect(await examine()).toEqual([
    {
      name: 'mail health',
      outcome: 'ok',
      detail: 'last accepted 2036-11-21 14:02 UTC; none waiting',
    },
  ])
})

test('a mail server that is down is a warning, and a problem once mails wait for 15 minutes', async () => {
  await waiting(15, 'mail-server-unreachable')
  expect((await examine())[0]?.outcome).toBe('warning')
  await waiting(16, 'mail-server-unreachable')
  expect(await examine()).toMatchObject([
    {
      outcome: 'problem',
      detail: expect.stringMatching(
        /^none accepted yet; 2 waiting, the oldest since 2036-11-21 13:46 UTC; last error 2036-11-21 13:47 UTC: mail-server-unreachable\./,
      ),
    },
  ])
})

test('a full mailbox isn’t our problem, however long its mail waits', async () => {
  await acceptedMessage(deps)
  await waiting(60, 'mailbox-full')
  expect((await examine())[0]?.outcome).toBe('ok')
})

test('a webhook that never reported anything is a warning, once there was something', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const config = { ...bare, sendgridWebhookKey: publicKey }
  expect((await examine(config))[1]?.outcome).toBe('ok')
  const { id } = await acceptedMessage(deps)
  expect((await examine(config))[1]).toMatchObject({
    outcome: 'warning',
    detail: expect.stringContaining('no report has arrived'),
  })
  const report = { status: 'delivered', at: deps.clock.now(), sourceId: 'sendgrid:1' } as const
  await deps.db.messageEvent.create({ data: { messageId: id, ...report } })
  expect((await examine(config))[1]).toMatchObject({
    outcome: 'ok',
    detail: 'last report 2036-11-21 14:02 UTC',
  })
})

test('an address for bounces needs a mail server, as far as DNS tells', async () => {
  const server = await openDnsServer({
    'mail.example': { MX: [[10, 'mx.mail.example']] },
    'bare.example': {},
  })
  const silent = await openDnsServer(null)
  const look = async (bounceAddress: string | null, address = server.address) =>
    (
      await checkBounceAddress({ bounceAddress }, createDns({ servers: [address], patience: 200 }))
    )[0]
  expect(await look(null)).toBeUndefined()
  expect((await look('bounce@mail.example'))?.outcome).toBe('ok')
  expect((await look('bounce@bare.example'))?.outcome).toBe('warning')
  expect((await look('bounce@mail.example', silent.address))?.outcome).toBe('unknown')
  await Promise.all([server.close(), silent.close()])
})
