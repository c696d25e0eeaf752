import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readResetMail } from '../testing/ask-and-read.ts'
import { createConnection } from '../testing/create-connection.ts'
import { findFreePort } from '../testing/free-port.ts'
import { openHttpClient } from '../testing/http-client.ts'
import { type MailSink, openMailSink } from '../testing/mail-sink.ts'
import type { ReceivedSpan } from '../testing/otlp-message.ts'
import { type ServiceProcess, startService } from '../testing/service-process.ts'
import { subscribeReceiver } from '../testing/subscribe-receiver.ts'
import { createUser } from '../testing/test-app.ts'
import { openTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { openTraceCollector } from '../testing/trace-collector.ts'
import { openReceiver, type Receiver } from '../testing/webhook-receiver.ts'
import { buildPages } from './start/build-pages.ts'

/** A server with its worker, as processes, and a collector that takes their traces. */
let deps: TestDeps
let folder: string
let sink: MailSink
let receiver: Receiver
let collector: Awaited<ReturnType<typeof openTraceCollector>>
let server: ServiceProcess

const callersTrace = '4bf92f3577b34da6a3ce929d0e0e4736'
const callersSpan = '00f067aa0ba902b7'

beforeAll(async () => {
  await buildPages()
  deps = await openTestDeps()
  folder = await mkdtemp(join(tmpdir(), 'rekey-traces-'))
  sink = await openMailSink()
  receiver = await openReceiver()
  collector = await openTraceCollector()
  server = await startTraced()
})

afterAll(async () => {
  await server.stop()
  await Promise.all([deps.close(), sink.close(), receiver.close(), collector.close()])
  await rm(folder, { recursive: true })
})

async function environment() {
  const port = String(await findFreePort())
  return {
    DATA_DIR: folder,
    DATABASE_URL: deps.databaseUrl,
    SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: sink.url,
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    WEBHOOK_NETWORKS: '127.0.0.0/8',
  }
}

const startTraced = async (env: Record<string, string> = {}) =>
  startService({
    ...(await environment()),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=of%20the%20collector',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    ...env,
  })

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const isLinkedTo = (span: ReceivedSpan) => (other: ReceivedSpan) =>
  other.links.some(({ spanId }) => spanId === span.spanId)

test('a request goes on in the trace of its caller, and jobs and mails can be found from it', async () => {
  const { username } = await createUser(deps)
  const traceparent = `00-${callersTrace}-${callersSpan}-01`
  const answer = await post('/password-resets', { username }, { traceparent })
  expect([...answer.headers.keys()].join()).not.toMatch(/trace|timing/)

  const request = await collector.finds(({ traceId }) => traceId === callersTrace)
  expect(request).toMatchObject({
    name: 'POST /api/v1/password-resets',
    kind: 2,
    parentId: callersSpan,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/api/v1/password-resets',
      'http.response.status_code': 202,
    },
    hasFailed: false,
    resource: { 'service.name': 'rekey-server', 'deployment.environment.name': 'test' },
  })
  const ask = await collector.finds(isLinkedTo(request))
  expect(ask).toMatchObject({ name: 'open-reset', kind: 5, parentId: '' })
  const sending = await collector.finds(isLinkedTo(ask))
  expect(sending.resource['service.name']).toBe('rekey-worker')
  const within = ({ parentId }: ReceivedSpan) => parentId === sending.spanId
  const mail = await collector.finds((span) => within(span) && span.name === 'send mail')
  expect(mail).toMatchObject({
    kind: 3,
    attributes: { 'rekey.mail.transport': 'smtp', 'rekey.mail.status': 'accepted' },
  })
  const isStatement = ({ name, attributes }: ReceivedSpan) =>
    attributes['db.operation.name'] === name
  const statement = await collector.finds((span) => within(span) && isStatement(span))
  expect(Object.keys(statement.attributes)).toEqual(['db.system.name', 'db.operation.name'])
  const [call] = collector.calls
  expect(call).toMatchObject({
    path: '/v1/traces',
    headers: { 'api-key': 'of the collector', 'content-type': 'application/x-protobuf' },
  })
})

/** Of an administrator. @returns cookies */
async function signIn(): Promise<string> {
  const password = 'correct horse battery'
  const { username } = await createUser(deps, { roleId: builtInRoles.administrator, password })
  const { headers } = await post('/sessions', { username, password }, { origin: server.url })
  return headers.getSetCookie().join('; ')
}

/** All that a span may tell. */
const known = new Set([
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'rekey.request_id',
  'messaging.destination.name',
  'messaging.batch.message_count',
  'rekey.mail.transport',
  'rekey.mail.status',
  'db.system.name',
  'db.operation.name',
  'error.type',
])

test('nothing that people typed or clients sent reaches the collector', async () => {
  const secret = (name: string) => `planted-${name}-7f3a`
  const user = await createUser(deps, {
    username: `${secret('name')}@northwind.example`,
    displayName: secret('display'),
  })
  await subscribeReceiver(deps, receiver, 'password-reset.completed')
  const { id } = await createConnection(deps, { clientSecret: secret('client'), name: 'Planted' })
  const headers = {
    cookie: `session=${secret('cookie')}`,
    authorization: `Bearer ${secret('bearer')}`,
    'user-agent': secret('agent'),
    tracestate: `vendor=${secret('state')}`,
    baggage: `user=${secret('baggage')}`,
    'x-forwarded-for': '203.0.113.77',
  }

  await post('/password-resets', { username: user.username })
  const mailed = await sink.waitForMail(user.username)
  const reset = readResetMail({ text: mailed.text ?? '', headers: {} } as never)
  expect(reset.token).not.toBe('')
  const wrong = secret('password')
  await post('/sessions', { username: user.username, password: wrong }, headers)
  await post('/sessions', { username: secret('stranger'), password: wrong })
  const whole = { token: reset.token, code: reset.code, newPassword: secret('Plum-Tractor-42') }
  expect((await post('/password-resets/complete', whole)).status).toBe(200)
  await receiver.receives(1)
  const query = `state=${secret('state')}&code=${secret('code')}`
  await fetch(`${server.url}/api/v1/sso/${id}/callback?${query}`, { redirect: 'manual', headers })
  await fetch(`${server.url}/${secret('path')}`, { headers })
  await fetch(`${server.url}/api/v1/users/${secret('id')}?q=${secret('query')}`, { headers })
  await post('/password-resets', { username: 17, [secret('field')]: 1 })

  const cookie = await signIn()
  const username = `${secret('taken')}@northwind.example`
  const taken = { username, displayName: 'Jane', kind: 'staff', invite: false }
  for (const status of [201, 409]) {
    expect((await post('/users', taken, { cookie, origin: server.url })).status).toBe(status)
  }
  // PostgreSQL's own words would quote the username.
  await collector.finds(({ attributes }) => attributes['error.type'] === '23505')

  const last = await post(`/${secret('unknown')}`, {})
  const requestId = ((await last.json()) as { requestId: string }).requestId
  const isLast = ({ attributes }: ReceivedSpan) => attributes['rekey.request_id'] === requestId
  expect((await collector.finds(isLast)).name).toBe('POST')
  await collector.finds(({ name }) => name === 'GET /api/v1/sso/:id/callback')
  const received = Buffer.concat(collector.calls.map(({ body }) => body)).toString('latin1')
  const { token, code } = reset
  const webhook = receiver.received[0]
  const addresses = ['203.0.113.77', '127.0.0.1', 'localhost', '@northwind.example']
  const sql = ['SELECT ', 'username_key', ' FROM ', user.id]
  for (const each of ['planted', token, code, webhook?.body ?? '', ...addresses, ...sql]) {
    expect(received.includes(each), each).toBe(false)
  }
  expect(collector.spans.map(({ traceState }) => traceState).join('')).toBe('')
  const told = new Set(collector.spans.flatMap(({ attributes }) => Object.keys(attributes)))
  expect([...told].filter((name) => !known.has(name))).toEqual([])
})

test('a statement belongs to the request that sent it, also if that waited for a connection', async () => {
  const client = openHttpClient(server.url, { connections: 40 })
  const body = { username: 'nobody@northwind.example', password: 'wrong' }
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => client.post('/sessions', body)),
  )
  await client.close()
  const ids = new Set(answers.map((answer) => answer.body.requestId))
  const requests = () =>
    collector.spans.filter(({ attributes }) => ids.has(attributes['rekey.request_id']))
  await expect.poll(() => requests().length).toBe(40)
  const counts = requests().map(
    ({ spanId }) =>
      collector.spans.filter(({ parentId, name }) => parentId === spanId && name === 'INSERT')
        .length,
  )
  expect(counts).toEqual(Array(40).fill(1))
})

test('health checks and what the processes do by themselves leave no span', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics']) await fetch(server.url + path)
  const { headers } = await fetch(`${server.url}/sign-in`)
  expect(headers.get('content-type')).toContain('html')
  await collector.finds(({ name }) => name === 'GET /*')
  const names = new Set(collector.spans.map(({ name }) => name))
  expect([...names].filter((name) => /healthz|readyz|metrics/.test(name))).toEqual([])
  const isStatement = ({ attributes }: ReceivedSpan) => 'db.operation.name' in attributes
  const alone = collector.spans.filter((span) => isStatement(span) && span.parentId === '')
  expect(alone).toEqual([])
})

test('a client that leaves before its answer ends the span of its request', async () => {
  const socket = connect(Number(new URL(server.url).port), 'localhost')
  const head = 'PUT /api/v1/account/password HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9'
  socket.write(`${head}\r\ncontent-type: application/json\r\n\r\n{`, () => socket.destroy())
  const left = await collector.finds(({ name }) => name === 'PUT /api/v1/account/password')
  expect(left).toMatchObject({ hasFailed: true, attributes: { 'error.type': 'client-left' } })
})

test('a collector that fails costs spans and one line, and holds up nothing', async () => {
  // Its worker has a line of its own, if it sends spans meanwhile.
  const isOwn = (line: string) => (JSON.parse(line) as { pid: number }).pid === server.pid
  const lines = () => server.printed.filter((line) => line.includes('"Traces ') && isOwn(line))
  collector.answer(500)
  const calls = collector.calls.length
  for (let round = 0; round < 5; round += 1) {
    expect((await fetch(`${server.url}/api/v1/site`)).status).toBe(200)
    await expect.poll(() => collector.calls.length).toBeGreaterThan(calls + round)
  }
  await expect.poll(() => lines().length).toBeGreaterThan(0)
  expect(lines()).toEqual([expect.stringContaining('"why":"the collector answers HTTP 500"')])
  collector.answer(200)
  await fetch(`${server.url}/api/v1/site`)
  await expect.poll(() => lines().length).toBeGreaterThan(1)
  expect(lines()).toHaveLength(2)
})

/** Prints the files of the SDK that a process loads, and those of its worker. */
const printLoads = `import { registerHooks } from 'node:module'
  registerHooks({ load(url, context, next) {
    if (/opentelemetry.(sdk|otlp|exporter)|open-tracing/.test(url)) console.log('loads ' + url)
    return next(url, context)
  } })`
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(printLoads)}`

test('without the variables, nothing of the SDK is loaded', async () => {
  const plain = await startService({ ...(await environment()), NODE_OPTIONS })
  await plain.prints('The worker takes jobs')
  expect(await plain.stop()).toEqual({ code: 0, signal: null })
  expect(plain.printed.filter((line) => line.startsWith('loads'))).toEqual([])
})

test('the last spans are sent at the end', async () => {
  const variables = { OTEL_SERVICE_NAME: 'ours', OTEL_BSP_SCHEDULE_DELAY: '600000' }
  const other = await startTraced({ ...variables, NODE_OPTIONS })
  expect(other.printed.some((line) => line.startsWith('loads'))).toBe(true)
  await fetch(`${other.url}/api/v1/site`)
  expect(await other.stop()).toEqual({ code: 0, signal: null })
  await collector.finds(({ resource }) => resource['service.name'] === 'ours')
})

test('a collector that hangs delays no end', async () => {
  const stuck = await startTraced()
  collector.hang()
  await fetch(`${stuck.url}/api/v1/site`)
  // After ten seconds it would have ended itself with 1.
  expect(await stuck.stop()).toEqual({ code: 0, signal: null })
  collector.answer(200)
})
