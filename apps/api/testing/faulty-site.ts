import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { migrate } from '../../../prisma/migrate.ts'
import { openBreakableSink } from './breakable-sink.ts'
import { findFreePort } from './free-port.ts'
import { keepProcess } from './kept-process.ts'
import { createRedisServer } from './redis-server.ts'
import { openReplicatedDatabase } from './replicated-database.ts'
import { mountSmallDisk } from './small-disk.ts'
import { createSteppedClock } from './stepped-clock.ts'

const diskMegabytes = 640

export type FaultySite = Awaited<ReturnType<typeof openFaultySite>>

/**
 * Two servers, a worker, Redis, a replicated PostgreSQL on small disks, and a mail server. Each
 * part can break, and servers and worker have clocks of their own. It closes at the end of the
 * test.
 * @param random numbers from 0 to 1 that decide about faults
 */
export async function openFaultySite(random: () => number) {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-soak-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const disks = [
    closedLater(mountSmallDisk(diskMegabytes)),
    closedLater(mountSmallDisk(diskMegabytes)),
  ] as const
  const database = closedLater(await openReplicatedDatabase([disks[0].folder, disks[1].folder]))
  const sink = closedLater(await openBreakableSink())
  const redis = await createRedisServer()
  await redis.start()
  onTestFinished(() => redis.stop())
  await migrate(database.url)

  const clocks = ['server-1', 'server-2', 'worker'].map((name) => createSteppedClock(folder, name))
  const ports = [await findFreePort(), await findFreePort()]
  const secretKeys = `soak:${randomBytes(32).toString('base64')}`
  const env = {
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SECRET_KEYS: secretKeys,
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: sink.url,
    PUBLIC_URL: `http://localhost:${ports[0]}`,
    TRUST_PROXY: 'true',
    IP_RATE_LIMITS: 'on',
  }
  const services = [
    await keepProcess('server', { ...env, ...clocks[0]?.env, PORT: `${ports[0]}`, WORKER: 'off' }),
    await keepProcess('server', { ...env, ...clocks[1]?.env, PORT: `${ports[1]}`, WORKER: 'off' }),
    await keepProcess('worker', { ...env, ...clocks[2]?.env, WORKER: 'only' }),
  ]
  onTestFinished(async () => {
    await Promise.all(services.map((service) => service.stop()))
  })
  const urls = services.slice(0, 2).map(({ url }) => url)
  const { mails } = sink
  return { random, disks, database, sink, redis, clocks, services, urls, mails, secretKeys }
}

function closedLater<Part extends { close(): unknown }>(part: Part): Part {
  onTestFinished(async () => {
    await part.close()
  })
  return part
}
