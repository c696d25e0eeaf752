import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type ServiceProcess, startService } from '../../../testing/service-process.ts'
import { createUser } from '../../../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import { openReceiver, type Receiver } from '../../../testing/webhook-receiver.ts'
import { issueWebhookSecret } from '../../models/webhook-secrets.ts'

let deps: TestDeps
let folder: string
let receiver: Receiver
const workers: ServiceProcess[] = []

beforeAll(async () => {
  deps = await openTestDeps()
  folder = await mkdtemp(join(tmpdir(), 'rekey-worker-'))
})
beforeEach(async () => {
  receiver = await openReceiver()
  await subscribe(receiver.url)
})
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL')
  await deps.db.webhook.deleteMany()
  await receiver.close()
})
afterAll(async () => {
  await deps.close()
  await rm(folder, { recursive: true, force: true })
})

async function startWorker(): Promise<ServiceProcess> {
  const worker = await startService(
    {
      DATA_DIR: folder,
      DATABASE_URL: deps.databaseUrl,
      SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      WEBHOOK_NETWORKS: '127.0.0.0/8',
    },
    'worker',
  )
  workers.push(worker)
  return worker
}

async function subscribe(url: string) {
  const webhook = { id: randomUUID(), url, events: ['user.created'], createdAt: new Date() }
  await deps.db.webhook.create({ data: webhook })
  const secret = { at: webhook.createdAt, overlapMs: 0 }
  await deps.db.$transaction((tx) => issueWebhookSecret(tx, deps.keys, webhook.id, secret))
  return webhook.id
}

const act = async () => (await createUser(deps, { password: null })).id
const idsOf = ({ received }: Receiver) =>
  received.map(({ body }) => (JSON.parse(body) as { data: { userId: string } }).data.userId)

test('a kill -9 of the worker loses no event and skips none, and each keeps its id', async () => {
  const first = await startWorker()
  const made: string[] = []
  for (let number = 0; number < 40; number += 1) {
    made.push(await act())
    if (number === 20) {
      await receiver.receives(10)
      receiver.script({ do: 'hang' }, { do: 'hang' })
    }
    if (number === 30) {
      first.kill('SIGKILL')
      await first.ended
    }
  }
  await startWorker()
  await vi.waitFor(
    async () =>
      expect(await deps.db.webhookDelivery.count({ where: { status: 'pending' } })).toBe(0),
    { timeout: 60_000, interval: 200 },
  )
  expect(new Set(idsOf(receiver))).toEqual(new Set(made))
  const bodies = Map.groupBy(receiver.received, ({ headers }) => headers['webhook-id'])
  expect(bodies.size).toBe(40)
  for (const [, calls] of bodies) expect(new Set(calls.map(({ body }) => body)).size).toBe(1)
})

test('a receiver that hangs delays no other one, and the worker still ends in order', async () => {
  const slow = await openReceiver()
  await subscribe(slow.url)
  slow.script(...Array.from({ length: 40 }, () => ({ do: 'hang' }) as const))
  const worker = await startWorker()
  for (let number = 0; number < 40; number += 1) await act()
  await receiver.receives(40)
  expect(slow.received.length).toBeLessThanOrEqual(20)
  expect(await worker.stop()).toEqual({ code: 0, signal: null })
  expect(await deps.db.webhookAttempt.count({ where: { status: null } })).toBe(0)
  await slow.close()
})
