import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createUser } from '../../../testing/test-app.ts'
import { openReceiver, type Receiver } from '../../../testing/webhook-receiver.ts'
import { openWithWebhooks, type WithWebhooks } from '../../../testing/with-webhooks.ts'
import { minute } from '../../lib/clock.ts'
import { checkWebhooks } from './check-webhooks.ts'

let hooks: WithWebhooks
let receiver: Receiver

beforeAll(async () => {
  hooks = await openWithWebhooks()
  receiver = await openReceiver()
})
afterEach(() => hooks.service.deps.db.webhook.deleteMany())
afterAll(async () => {
  await receiver.close()
  await hooks.service.close()
})

const examine = () => checkWebhooks(hooks.service.deps.db)
const subscribe = async (fields: object = {}) =>
  (await hooks.create({ url: receiver.url, events: ['user.created'], ...fields })).body
const deliver = async () => {
  await createUser(hooks.service.deps, { password: null })
  await hooks.deliver()
}
const host = () => `127.0.0.1:${receiver.port}`

test('webhooks that get their events are in order, and so is an installation without webhooks', async () => {
  expect(await examine()).toEqual([{ name: 'webhooks', outcome: 'ok', detail: 'none' }])
  await subscribe()
  await subscribe({ enabled: false })
  await deliver()
  expect(await examine()).toEqual([
    { name: 'webhooks', outcome: 'ok', detail: 'none fails; 1 is on, 1 off' },
  ])
})

test('a webhook that fails is a warning, by the host of its address only', async () => {
  await subscribe()
  const { secret } = await subscribe({
    url: 'http://127.0.0.1:1/hush?token=hush',
    description: 'Orders',
  })
  await deliver()
  hooks.service.clock.advance(10 * minute)
  await deliver()
  const findings = await examine()
  expect(findings).toEqual([
    {
      name: 'webhooks',
      outcome: 'warning',
      detail:
        '127.0.0.1:1 (Orders) has accepted no event since 2036-11-21 14:02 UTC. Its deliveries in the console say why.',
    },
  ])
  for (const kept of [secret, 'hush']) expect(JSON.stringify(findings)).not.toContain(kept)
})

test('a webhook that Rekey switched off is a warning until a person switches it', async () => {
  const since = '2036-11-21 14:12 UTC'
  const { id } = await subscribe()
  receiver.script({ do: 'answer', status: 410 })
  await deliver()
  expect(await examine()).toEqual([
    {
      name: 'webhooks',
      outcome: 'warning',
      detail: `${host()} has accepted no event since ${since}. Rekey switched it off on ${since}. When its receiver works, switch it on and replay the events that it missed.`,
    },
  ])
  await hooks.change(id, { enabled: false })
  expect(await examine()).toMatchObject([{ outcome: 'ok' }])
})

test('webhooks that can’t be read are a problem', async () => {
  const { db } = hooks.service.deps
  await db.$executeRawUnsafe('ALTER TABLE webhooks RENAME TO elsewhere')
  expect(await examine()).toMatchObject([{ name: 'webhooks', outcome: 'problem' }])
  await db.$executeRawUnsafe('ALTER TABLE elsewhere RENAME TO webhooks')
})
