import { afterAll, beforeAll, expect, test } from 'vitest'
import { createUser } from '../../../testing/test-app.ts'
import { openReceiver, type Receiver } from '../../../testing/webhook-receiver.ts'
import { openWithWebhooks, type WithWebhooks } from '../../../testing/with-webhooks.ts'
import { minute } from '../../lib/clock.ts'

let hooks: WithWebhooks
let receiver: Receiver

beforeAll(async () => {
  hooks = await openWithWebhooks()
  receiver = await openReceiver()
})
afterAll(async () => {
  await receiver.close()
  await hooks.service.close()
})

const subscribe = (fields: object = {}) =>
  hooks.create({ url: receiver.url, events: ['user.created'], ...fields })
const act = () => createUser(hooks.service.deps, { password: null })
const read = async () => {
  const { body } = await hooks.service.app.inject('/metrics')
  return body.split('\n').filter((line) => line.startsWith('rekey_webhook'))
}

test('webhooks are counted by state, and open deliveries by whether they failed', async () => {
  await subscribe()
  await act()
  receiver.script({ do: 'answer', status: 410 })
  await hooks.deliver()
  await subscribe()
  await subscribe({ url: 'http://127.0.0.1:1/hush' })
  await subscribe({ enabled: false })
  await act()
  await hooks.deliver()
  await act()
  hooks.service.clock.advance(minute)
  expect(await read()).toEqual([
    'rekey_webhooks{state="on"} 1',
    'rekey_webhooks{state="failing"} 1',
    'rekey_webhooks{state="switched-off"} 1',
    'rekey_webhooks{state="off"} 1',
    'rekey_webhook_deliveries{status="waiting"} 2',
    'rekey_webhook_deliveries{status="failing"} 1',
  ])
})

test('while webhooks can’t be read, only their metrics are left out', async () => {
  hooks.service.clock.advance(minute)
  await hooks.service.deps.db.$executeRawUnsafe('ALTER TABLE webhooks RENAME TO elsewhere')
  const { statusCode, body } = await hooks.service.app.inject('/metrics')
  expect(statusCode).toBe(200)
  expect(body).toContain('rekey_mail_state')
  expect(body).not.toContain('rekey_webhook')
})
