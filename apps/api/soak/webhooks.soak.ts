import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openReceiver, type Receiver } from '../testing/webhook-receiver.ts'
import { openWebhookWorkers, userIdsIn } from '../testing/webhook-worker.ts'

let house: Awaited<ReturnType<typeof openWebhookWorkers>>
let receiver: Receiver
beforeEach(async () => {
  house = await openWebhookWorkers()
  receiver = await openReceiver()
  await house.subscribe(receiver)
})
afterEach(async () => {
  await house.close()
  await receiver.close()
})

const events = 500
const everyMs = 20

test('500 events at 50 a second arrive within two seconds (p95)', async () => {
  await house.startWorker()
  const started = new Map<string, number>()
  for (let number = 0; number < events; number += 1) {
    const next = delay(everyMs)
    const id = await house.act()
    started.set(id, performance.now())
    await next
  }
  await receiver.receives(events)
  const waits = receiver.received.map(({ at }, index) => {
    const id = userIdsIn(receiver)[index] ?? ''
    return at - (started.get(id) ?? 0)
  })
  const p95 = waits.toSorted((one, other) => one - other)[Math.floor(events * 0.95)] ?? Infinity
  console.log(`p95 from act to receiver: ${Math.round(p95)} ms`)
  expect(p95).toBeLessThan(2_000)
})

test('three kills -9 of the worker during 500 events lose none and skip none', async () => {
  let worker = await house.startWorker()
  const made: string[] = []
  for (let number = 0; number < events; number += 1) {
    made.push(await house.act())
    if (number % 150 === 149) {
      worker.kill('SIGKILL')
      await worker.ended
      worker = await house.startWorker()
    }
  }
  await vi.waitFor(async () => expect(await house.countPending()).toBe(0), {
    timeout: 120_000,
    interval: 500,
  })
  expect(new Set(userIdsIn(receiver))).toEqual(new Set(made))
  const byId = Map.groupBy(receiver.received, ({ headers }) => headers['webhook-id'])
  expect(byId.size).toBe(events)
  for (const [, calls] of byId) expect(new Set(calls.map(({ body }) => body)).size).toBe(1)
})
