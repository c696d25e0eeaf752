import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createUser } from '../../../testing/test-app.ts'
import { openReceiver, type Receiver } from '../../../testing/webhook-receiver.ts'
import { openWebhookWorkers, userIdsIn } from '../../../testing/webhook-worker.ts'
import { lanes } from '../../jobs/lanes.ts'

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
  // The end of the worker is no failure of the receiver, which on a slow machine may show some.
  const unanswered = await house.deps.db.webhookAttempt.findMany({ where: { status: null } })
  expect(unanswered.filter(({ detail }) => !detail.startsWith('The answer didn’t end'))).toEqual([])
  await slow.close()
})

test('a worker that ends takes no new job, while a delivery that still runs can queue a mail', async () => {
  const { db, jobs } = house.deps
  await createUser(house.deps, { password: null, roleId: builtInRoles.administrator })
  const gone = await openReceiver()
  await house.subscribe(gone)
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  gone.script({ do: 'wait', until: opened, status: 410 })
  receiver.script({ do: 'hang' })
  const worker = await house.startWorker()
  await house.act()
  await Promise.all([gone.receives(1), receiver.receives(1)])
  const ended = worker.stop()
  await worker.prints('The worker takes nothing new')
  const data = { messageId: randomUUID() }
  await db.$transaction((tx) => jobs.add(tx, 'send-message', data, { lane: lanes.first }))
  open()
  // After ten seconds it would have ended itself with 1.
  expect(await ended).toEqual({ code: 0, signal: null })
  const mail = await db.message.findFirstOrThrow({ where: { template: 'webhook-switched-off' } })
  const waiting = await db.$queryRaw`
    SELECT data ->> 'messageId' AS id, state::text FROM pgboss.job
    WHERE name = 'send-message' AND data ->> 'messageId' IN (${data.messageId}, ${mail.id})
    ORDER BY created_on`
  expect(waiting).toEqual([
    { id: data.messageId, state: 'created' },
    { id: mail.id, state: 'created' },
  ])
  await gone.close()
})
