import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildPages } from '../src/start/build-pages.ts'
import { askForAll } from '../testing/ask-and-read.ts'
import { requireDatabaseUrl } from '../testing/kill-after-asks.ts'
import { openMailSink } from '../testing/mail-sink.ts'
import { createManyUsers } from '../testing/many-users.ts'
import { type ServiceProcess, startService } from '../testing/service-process.ts'

beforeAll(() => buildPages())

async function open() {
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-soak-'))
  const sink = await openMailSink()
  const server = await startService({
    DATA_DIR: dataDir,
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: sink.url,
    BOUNCE_ADDRESS: 'bounce@northwind.example',
  })
  onTestFinished(async () => {
    await server.stop()
    await sink.close()
    await removeEmbeddedDatabase(dataDir)
  })
  return { server, sink, dataDir }
}

const mebibyte = 1_024 * 1_024

const ticksASecond = 100

/**
 * Seconds that its main thread, which answers everybody, has worked so far: busy machines don't
 * change it.
 */
async function workOf({ pid }: ServiceProcess): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/task/${pid}/stat`, 'utf8'))
    .split(') ')[1]
    ?.split(' ')
  return (Number(fields?.[11]) + Number(fields?.[12])) / ticksASecond
}

async function memoryOf({ pid }: ServiceProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1_024) / mebibyte
}

/** Asks in a process of its own: ours is busy with being hostile. */
const asker = `
  const times = []
  process.on('message', () => process.send(times, () => process.exit()))
  for (;;) {
    const began = performance.now()
    await (await fetch(process.argv[1] + '/healthz')).text()
    if (times.push(performance.now() - began) === 1) process.send('ready')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }`

/** The 99th percentile of the answers of /healthz while the work goes on, in milliseconds. */
async function healthTimes({ url }: ServiceProcess, work: () => Promise<unknown>): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', asker, url], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  await work()
  child.send('enough')
  const [times] = (await once(child, 'message')) as [number[]]
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? 0
}

/** A bounce of 5 MiB whose last byte never comes. */
async function stall(server: ServiceProcess): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.on('error', () => {})
  // Without reading it would never see that the other side has closed.
  socket.resume()
  await once(socket, 'connect')
  socket.write(
    `POST /api/v1/mail-events/dsn HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\nContent-Length: ${5 * mebibyte}\r\n\r\n`,
  )
  socket.write(Buffer.alloc(5 * mebibyte - 1, 'x'))
  return socket
}

/** Seconds from when it was open until it was closed, however that ended. */
async function lifeOf(socket: Socket): Promise<number> {
  const began = performance.now()
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
  return (performance.now() - began) / 1_000
}

test('sixty bodies that stall take little memory, and are cut within 40 seconds', async () => {
  const { server } = await open()
  const quiet = await healthTimes(server, () => delay(3_000))
  const before = await memoryOf(server)
  let lives: Promise<number[]> = Promise.resolve([])
  const p99 = await healthTimes(server, async () => {
    const sockets = await Promise.all(Array.from({ length: 60 }, () => stall(server)))
    lives = Promise.all(sockets.map(lifeOf))
    await delay(5_000)
  })
  const held = (await memoryOf(server)) - before
  const seconds = Math.max(...(await lives))
  console.info({
    heldMebibytes: Math.round(held),
    p99: Math.round(p99),
    seconds: Math.round(seconds),
  })
  expect(held).toBeLessThan(100)
  expect(p99).toBeLessThan(Math.max(100, 3 * quiet))
  expect(seconds).toBeLessThan(40)
})

test('thirty-three hostile bounces in five seconds hold nobody up', async () => {
  const { server, sink, dataDir } = await open()
  const [username = ''] = await createManyUsers(await requireDatabaseUrl(dataDir), 1)
  await askForAll(server.url, [username])
  const { envelopeFrom } = await sink.waitForMail(username)
  const start = `From: MAILER-DAEMON@x.example\nTo: <${envelopeFrom}>\n`
  const bodies = [
    `${start}Content-Type: message/delivery-status\n\n${'\n'.repeat(5 * mebibyte - 200)}`,
    `${start}${'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(100_000)}`,
    `${start}${'a: b\n'.repeat(mebibyte)}`,
  ].map((body) => body.slice(0, 5 * mebibyte))
  const statuses: number[] = []
  const post = async (n: number) => {
    await delay(n * 150)
    const answer = await fetch(`${server.url}/api/v1/mail-events/dsn`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: bodies[n % bodies.length] ?? '',
    }).catch(() => null)
    // Who is still sending when the answer comes may see the connection end instead.
    statuses.push(answer?.status ?? 503)
  }
  const quiet = await healthTimes(server, () => delay(3_000))
  const before = await workOf(server)
  const p99 = await healthTimes(server, () =>
    Promise.all(Array.from({ length: 33 }, (_, n) => post(n))),
  )
  const worked = (await workOf(server)) - before
  console.info({ quiet, p99, worked, read: statuses.filter((one) => one === 204).length })
  expect(statuses.every((one) => one === 204 || one === 503)).toBe(true)
  expect(worked).toBeLessThan(5)
  expect(p99).toBeLessThan(Math.max(100, 3 * quiet))
})
