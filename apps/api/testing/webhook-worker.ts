import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServiceProcess, startService } from './service-process.ts'
import { subscribeReceiver } from './subscribe-receiver.ts'
import { createUser } from './test-app.ts'
import { openTestDeps } from './test-deps.ts'
import type { Receiver } from './webhook-receiver.ts'

/** A database with webhooks, and workers as processes of their own that send their events. */
export async function openWebhookWorkers() {
  const deps = await openTestDeps()
  const folder = await mkdtemp(join(tmpdir(), 'rekey-worker-'))
  const workers: ServiceProcess[] = []
  return {
    deps,
    async startWorker(): Promise<ServiceProcess> {
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
    },
    /** A webhook for events of the type that `act` causes. */
    subscribe: (receiver: Receiver) => subscribeReceiver(deps, receiver, 'user.created'),
    /** Causes one event. @returns the id of its user */
    act: async () => (await createUser(deps, { password: null })).id,
    countPending: () => deps.db.webhookDelivery.count({ where: { status: 'pending' } }),
    killWorkers() {
      for (const worker of workers.splice(0)) worker.kill('SIGKILL')
    },
    async close() {
      this.killWorkers()
      await deps.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The users whose events a receiver got, in the order of arrival. */
export const userIdsIn = ({ received }: Receiver) =>
  received.map(({ body }) => (JSON.parse(body) as { data: { userId: string } }).data.userId)
