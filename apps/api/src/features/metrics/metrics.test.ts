import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptedMessage } from '../../../testing/accepted-message.ts'
import { createTestApp, type TestApp } from '../../../testing/test-app.ts'
import { later, minute } from '../../lib/clock.ts'
import { createStoredMetrics } from './stored-metrics.ts'

const token = 'a-token-of-some-length'
let local: TestApp
let guarded: TestApp

beforeAll(async () => {
  local = await createTestApp()
  guarded = await createTestApp({ METRICS_TOKEN: token })
})
afterAll(() => Promise.all([local.close(), guarded.close()]))

const read = ({ app }: TestApp, authorization?: string) =>
  app.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } })

test('with METRICS_TOKEN set, they can not be read without it', async () => {
  for (const wrong of [undefined, '', `Basic ${token}`, `Bearer ${token}x`, 'Bearer ', 'Bearer']) {
    const { statusCode, headers, body } = await read(guarded, wrong)
    expect([statusCode, JSON.parse(body).code], wrong).toEqual([401, 'not-signed-in'])
    expect(headers['www-authenticate']).toMatch(/^Bearer/)
  }
  expect((await read(guarded, `Bearer ${token}`)).statusCode).toBe(200)
  expect(guarded.logged.join()).not.toContain(token)
})

test('without METRICS_TOKEN they exist only on a local PUBLIC_URL', async () => {
  expect((await read(local)).statusCode).toBe(200)
  const far = await createTestApp({
    PUBLIC_URL: 'https://accounts.northwind.example',
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: 'smtp://127.0.0.1:1',
  })
  const { statusCode, body } = await read(far)
  expect([statusCode, JSON.parse(body).code]).toEqual([404, 'not-found'])
  await far.close()
})

test('waiting mails and the results of a day’s mails are counted', async () => {
  const askedAt = later(local.clock.now(), -10 * minute)
  await acceptedMessage(local.deps)
  await acceptedMessage(local.deps, { status: 'delivered' })
  await acceptedMessage(local.deps, { status: 'queued', acceptedAt: null, askedAt })
  local.clock.advance(minute)
  const { body, headers } = await read(local)
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(body.split('\n')).toEqual(
    expect.arrayContaining([
      'rekey_mail_queue 1',
      'rekey_mail_queue_oldest_seconds 660',
      'rekey_mail_state{state="delayed"} 1',
      'rekey_mail_state{state="down"} 0',
      'rekey_mails_last_day{status="accepted"} 1',
      'rekey_mails_last_day{status="delivered"} 1',
      'rekey_mails_last_day{status="bounced"} 0',
      'rekey_jobs{queue="send-message",state="ready"} 0',
    ]),
  )
  expect(body).toMatch(/^rekey_mail_last_accepted_timestamp_seconds 2\d{9}$/m)
  expect(body).toMatch(/^process_cpu_seconds_total \d/m)
})

test('answers are counted by route pattern, method and status, never by client input', async () => {
  const secret = crypto.randomUUID()
  await local.app.inject(`/api/v1/users/${secret}`)
  await local.app.inject(`/${secret}`)
  await local.app.inject({ method: 'POST', url: `/api/v1/sessions?x=${secret}`, payload: {} })
  const { body } = await read(local)
  const count = (labels: string) => `http_request_duration_seconds_count{${labels}} `
  expect(body).toContain(count('method="GET",route="/api/v1/users/:id",status="401"'))
  expect(body).toContain(count('method="GET",route="unknown",status="404"'))
  expect(body).toContain(count('method="POST",route="/api/v1/sessions",status="400"'))
  expect(body).not.toContain(secret)
  expect(body).not.toContain('@')
})

test('the rest stays readable while the database is unavailable', async () => {
  const away = await createTestApp()
  const statement = 'ALTER TABLE messages RENAME TO elsewhere'
  await away.deps.db.$executeRawUnsafe(statement)
  const { statusCode, body } = await read(away)
  expect(statusCode).toBe(200)
  expect(body).toContain('process_cpu_seconds_total')
  expect(body).not.toContain('rekey_mail_queue')
  await away.close()
})

test('a database that doesn’t answer holds the rest up for two seconds at most', async () => {
  const { deps } = local
  const silent = createStoredMetrics(deps, 'Mails', () => Promise.withResolvers<void>().promise)
  expect(await silent.read()).toBe('')
})
