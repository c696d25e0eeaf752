import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openReceiver, type Receiver } from '../../../testing/webhook-receiver.ts'
import { openWebhookWorkers, userIdsIn } from '../../../testing/webhook-worker.ts'

let house: Awaited<ReturnType<typeof openWebhookWorkers>>
let receiver: Receiver

beforeAll(async () => {
  house = await openWebhookWorkers()
})
beforeEach(async () => {
  receiver = await openReceiver()
  await house.subscribe(receiver)
})
afterEach(async () => {
  house.killWorkers()
  await house.deps.db.webhook.deleteMany()
  await receiver.close()
})
afterAll(() => house.close())

test('a kill -9 of the worker loses no event and skips none, and each keeps its id', async () => {
  const first = await house.startWorker()
  const made: string[] = []
  for (let number = 0; number < 40; number += 1) {
    made.push(await house.act())
    if (number === 20) {
      await receiver.receives(10)
      receiver.script({ do: 'hang' }, { do: 'hang' })
    }
    if (number === 30) {
      first.kill('SIGKILL')
      await first.ended
    }
  }
  await house.startWorker()
  await vi.waitFor(async () => expect(await house.countPending()).toBe(0), {
    timeout: 60_000,
    interval: 200,
  })
  expect(new Set(userIdsIn(receiver))).toEqual(new Set(made))
  const bodies = Map.groupBy(receiver.received, ({ headers }) => headers['webhook-id'])
  expect(bodies.size).toBe(40)
  for (const [, calls] of bodies) expect(new Set(calls.map(({ body }) => body)).size).toBe(1)
})

test('a receiver that hangs delays no other one, and the worker still ends in order', async () => {
  const slow = await openReceiver()
  await house.subscribe(slow)
  slow.script(...Array.from({ length: 40 }, () => ({ do: 'hang' }) as const))
  const worker = await house.startWorker()
  for (let number = 0; number < 40; number += 1) await house.act()
  await receiver.receives(40)
  expect(slow.received.length).toBeLessThanOrEqual(20)
  expect(await worker.stop()).toEqual({ code: 0, signal: null })
  expect(await house.deps.db.webhookAttempt.count({ where: { status: null } })).toBe(0)
  await slow.close()
})
