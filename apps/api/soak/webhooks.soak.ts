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
