import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSendgridFake, type SendgridFake } from '../../../testing/sendgrid-fake.ts'
import { createSendgridWebhook } from '../../../testing/sendgrid-webhook.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { checkMail } from '../../commands/doctor/check-environment.ts'
import { parseToken } from '../../models/reset-secrets.ts'
import { listShownMessages } from '../../models/shown-messages.ts'

const apiKey = 'SG.test.key'
const webhook = createSendgridWebhook()

let fake: SendgridFake
let service: TestApp

beforeAll(async () => {
  fake = await openSendgridFake({ apiKey })
  service = await createTestApp({
    MAIL_TRANSPORT: 'sendgrid',
    SENDGRID_API_KEY: apiKey,
    SENDGRID_BASE_URL: fake.url,
    SENDGRID_WEBHOOK_PUBLIC_KEY: webhook.publicKey,
    MAIL_FROM: 'Northwind <no-reply@northwind.example>',
  })
})
afterAll(async () => {
  await service.close()
  await fake.close()
})

test('a reset is sent by SendGrid after a busy first answer, and saves the password', async () => {
  const { id, username } = await createUser(service.deps)
  fake.script({ do: 'answer', status: 429, headers: { 'retry-after': '60' } })
  await service.send('POST', '/password-resets', { username })
  await service.runJobs()
  const waiting = await service.deps.db.message.findFirstOrThrow({ where: { userId: id } })
  expect(waiting).toMatchObject({ status: 'delayed', reason: 'mail-server-busy' })
  const wait = Number(waiting.nextAttemptAt) - service.clock.now().getTime()
  expect(wait).toBeGreaterThanOrEqual(60_000)
  await service.runJobs({ later: true })
  const [mail] = fake.mails
  expect(mail?.personalizations[0].to).toEqual([{ email: username }])
  const plain = mail?.content[0].value ?? ''
  const token = /\/reset#([\w.-]+)/.exec(plain)?.[1]
  const code = /^\s*(\d{6})\s*$/m.exec(plain)?.[1]
  const saved = await service.send('POST', '/password-resets/complete', {
    token,
    code,
    newPassword: 'Quokka-lantern 42 sails',
  })
  expect(saved.status).toBe(200)
})

test('each mail contains the id of its message under a MAC, which opens nothing', async () => {
  const messages = await service.deps.db.message.findMany({ where: { attempts: { gt: 0 } } })
  const given = fake.mails[0]?.custom_args?.rekey_message ?? ''
  expect(messages.map(({ id }) => id)).toContain(parseToken(given)?.id)
  const disowned = await service.send('POST', '/password-resets/disown', { token: given })
  expect(disowned.body.code).toBe('reset-link-invalid')
})

test('SendGrid’s reports on a mail are shown beside it, in SendGrid’s words', async () => {
  const { id, username } = await createUser(service.deps)
  await service.send('POST', '/password-resets', { username })
  await service.runJobs()
  const event = {
    email: username,
    event: 'bounce',
    type: 'bounce',
    status: '5.2.2',
    reason: '552 5.2.2 Over quota',
    timestamp: Math.floor(service.clock.now().getTime() / 1_000),
    sg_event_id: 'Ym91bmNlLTQtNTA0ODUxOTUtZXVvMmlLeGRTYXlQRjRZRTQtLUk3QS0w',
    ...fake.mails.find(({ personalizations: [one] }) => one?.to[0]?.email === username)
      ?.custom_args,
  }
  expect((await webhook.post(service, [event])).statusCode).toBe(204)
  const { deps } = service
  const [message] = await listShownMessages(deps.db, id, { limit: 1, from: null })
  expect(message).toMatchObject({
    status: 'bounced',
    reason: 'mailbox-full',
    advice: 'Ask the user to free up space in the mailbox, then send again.',
    events: [
      { status: 'queued' },
      { status: 'accepted' },
      { status: 'bounced', detail: '552 5.2.2 Over quota' },
    ],
  })
})

test('doctor tells whether SendGrid accepts our key', async () => {
  const { config, mailer } = service.deps
  expect(await checkMail(config, mailer)).toMatchObject({ outcome: 'ok' })
  fake.script({ do: 'answer', status: 401, body: { errors: [{ message: 'revoked' }] } })
  expect(await checkMail(config, mailer)).toMatchObject({
    outcome: 'problem',
    detail: 'HTTP 401 revoked',
  })
})
