import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { buildPages } from '../api/src/start/build-pages.ts'
import { openMailSink } from '../api/testing/mail-sink.ts'
import { createManyUsers } from '../api/testing/many-users.ts'
import { startService } from '../api/testing/service-process.ts'
import { requireProgram } from '../api/testing/system-program.ts'
import { openTcpLine } from '../api/testing/tcp-line.ts'
import { createTestDatabase } from '../api/testing/test-database.ts'
import { startPrometheus } from './testing/prometheus.ts'
import { alertQueries, dashboardQueries, monitoring } from './testing/read-monitoring.ts'

const token = 'a-token-of-twenty-four-characters'
const patience = { timeout: 60_000, interval: 500 }

test('each alert fires at its fault, and not without it', async () => {
  await promisify(execFile)(requireProgram('promtool'), ['test', 'rules', 'alerts.test.yaml'], {
    cwd: monitoring,
  })
})

async function startSite() {
  await buildPages()
  const database = await createTestDatabase()
  const mails = await openMailSink()
  const line = await openTcpLine(database.url)
  const server = await startService({
    DATA_DIR: '/nonexistent',
    DATABASE_URL: line.url,
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    PUBLIC_URL: 'https://accounts.northwind.example',
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: mails.url,
    MAIL_FROM: 'no-reply@northwind.example',
    METRICS_TOKEN: token,
  })
  const prometheus = await startPrometheus([new URL(server.url).host], token)
  onTestFinished(async () => {
    await prometheus.stop()
    await server.stop()
    line.close()
    await mails.close()
    await database.drop()
  })
  const post = (path: string, body: object) =>
    fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { database, mails, line, server, prometheus, post }
}

test('a real Prometheus finds data for every query, and the faults that are made', async () => {
  const { database, mails, line, server, prometheus, post } = await startSite()
  const [username = ''] = await createManyUsers(database.url, 1)
  await post('/password-resets', { username })
  await mails.waitForMail(username)
  await post('/sessions', { username, password: 'wrong-wrong-wrong' })
  for (const { title, expr } of dashboardQueries('10s')) {
    const count = () => prometheus.count(expr).catch(() => 0)
    await expect.poll(count, { ...patience, message: `${title}: ${expr}` }).toBeGreaterThan(0)
  }
  await expect.poll(() => prometheus.faults(), patience).toEqual([])

  const exprOf = new Map(alertQueries().map(({ title, expr }) => [title, expr]))
  const found = (alert: string) => prometheus.count(exprOf.get(alert) ?? '')
  for (const alert of exprOf.keys()) expect(await found(alert), alert).toBe(0)

  line.close()
  await expect.poll(() => found('RekeyDatabaseAway'), patience).toBe(1)
  await expect
    .poll(async () => {
      await post('/sessions', { username, password: 'wrong-wrong-wrong' })
      return found('RekeyAnswersFail')
    }, patience)
    .toBe(1)
  server.kill('SIGKILL')
  await expect.poll(() => found('RekeyServerDown'), patience).toBe(1)
  await expect.poll(() => found('RekeyAllServersDown'), patience).toBe(1)
})
