import { once } from 'node:events'
import { mkdtemp, readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { removeEmbeddedDatabase } from '../embedded-database/remove-embedded-database.ts'
import { buildWebApp } from '../start/build-web-app.ts'
import { askForAll } from '../testing/ask-and-read.ts'
import { requireDatabaseUrl } from '../testing/kill-after-asks.ts'
import { openMailSink } from '../testing/mail-sink.ts'
import { createManyUsers } from '../testing/many-users.ts'
import { type ServiceProcess, startService } from '../testing/service-process.ts'

beforeAll(() => buildWebApp())

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

async function memoryOf({ pid }: ServiceProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1_024) / mebibyte
}

/** Milliseconds of each answer of /healthz while the work goes on. */
async function healthTimes({ url }: ServiceProcess, work: Promise<unknown>): Promise<number> {
  let isDone = false
  void work.finally(() => {
    isDone = true
  })
  const times: number[] = []
  while (!isDone || times.length < 100) {
    const began = performance.now()
    await (await fetch(`${url}/healthz`)).text()
    times.push(performance.now() - began)
    await delay(5)
  }
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? 0
}

/** A bounce of 5 MiB whose last byte never comes. */
async function stall(server: ServiceProcess): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(
    `POST /api/v1/mail-events/dsn HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\nContent-Length: ${5 * mebibyte}\r\n\r\n`,
  )
  socket.write(Buffer.alloc(5 * mebibyte - 1, 'x'))
  return socket
}

/** However it ends: some systems answer unread bytes with a reset. */
const closed = (socket: Socket) =>
  new Promise((resolve) => {
    if (socket.closed) resolve(null)
    else socket.once('close', resolve)
  })

test('sixty bodies that stall take little memory, and are cut within 40 seconds', async () => {
  const { server } = await open()
  const before = await memoryOf(server)
  const began = performance.now()
  const sockets = await Promise.all(Array.from({ length: 60 }, () => stall(server)))
  const allCut = Promise.all(sockets.map((socket) => closed(socket)))
  const p99 = await healthTimes(server, delay(5_000))
  const held = (await memoryOf(server)) - before
  await allCut
  const seconds = (performance.now() - began) / 1_000
  console.info({
    heldMebibytes: Math.round(held),
    p99: Math.round(p99),
    seconds: Math.round(seconds),
  })
  expect(held).toBeLessThan(100)
  expect(p99).toBeLessThan(100)
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
    })
    statuses.push(answer.status)
  }
  const p99 = await healthTimes(server, Promise.all(Array.from({ length: 33 }, (_, n) => post(n))))
  console.info({ p99: Math.round(p99), statuses: Map.groupBy(statuses, (one) => one).size })
  expect(statuses.every((one) => one === 204 || one === 503)).toBe(true)
  expect(p99).toBeLessThan(100)
})
