import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openMailSink } from '../../../testing/mail-sink.ts'
import { createTestDatabase } from '../../../testing/test-database.ts'
import { readConfig } from '../../config.ts'
import { createSmtpMailer } from '../../mail/smtp.ts'
import { checkMigrations } from './check-database.ts'
import { checkMail } from './check-environment.ts'

const ada = { name: 'a', password: 'b' }

async function openSink(options: Parameters<typeof openMailSink>[0] = {}) {
  const sink = await openMailSink(options)
  onTestFinished(() => sink.close())
  return sink
}

async function check(smtpUrl: string) {
  const config = readConfig({ MAIL_TRANSPORT: 'smtp', SMTP_URL: smtpUrl })
  const mailer = createSmtpMailer({ smtpUrl, publicUrl: config.publicUrl })
  onTestFinished(() => mailer.close())
  return checkMail(config, mailer)
}

test('a mail server that answers is in order, and a sign-in is named only if there was one', async () => {
  const [open, closed] = [await openSink(), await openSink({ user: ada })]
  expect(await check(open.url)).toMatchObject({
    outcome: 'ok',
    detail: `the SMTP server 127.0.0.1:${open.port} answers, and SMTP_URL names no user`,
  })
  expect(await check(`smtp://a:b@127.0.0.1:${closed.port}`)).toMatchObject({
    outcome: 'ok',
    detail: `the SMTP server 127.0.0.1:${closed.port} accepts our sign-in`,
  })
})

test.each([
  ['smtp://127.0.0.1:1', 'nothing is listening at 127.0.0.1:1. Start the mail server there'],
  ['smtp://mail.invalid:25', "the host name mail.invalid can't be found. Correct it"],
])('%s: the operator learns what to do', async (url, sentence) => {
  expect(await check(url)).toMatchObject({
    outcome: 'problem',
    detail: expect.stringContaining(`SMTP_URL: ${sentence}`),
  })
})

test.each([
  [{}, 'smtps://127.0.0.1:PORT', "PORT doesn't begin with TLS. Use smtp://"],
  [{}, 'smtp://127.0.0.1:PORT?requireTLS=true', "PORT doesn't offer TLS (STARTTLS). Switch it on"],
  [{ offersTls: true }, 'smtp://127.0.0.1:PORT', 'the certificate of 127.0.0.1 is not trusted'],
  [
    { user: ada },
    'smtp://a:wrong-7Q@127.0.0.1:PORT',
    'refuses the user or the password. Correct them',
  ],
  [
    { user: ada, signInRefusal: { code: 454, words: '4.7.0 Temporary authentication failure' } },
    'smtp://a:wrong-7Q@127.0.0.1:PORT',
    "PORT can't check our sign-in now. Try again later",
  ],
  [
    { user: ada, signInRefusal: { code: 504, words: '5.7.4 Unrecognized authentication type' } },
    'smtp://a:wrong-7Q@127.0.0.1:PORT',
    'PORT takes no user and password. Ask its operator',
  ],
])('%j at %s: the operator learns what to do', async (options, url, sentence) => {
  const { port } = await openSink(options)
  const { outcome, detail } = await check(url.replace('PORT', String(port)))
  expect(outcome).toBe('problem')
  expect(detail).toMatch(/^SMTP_URL: /)
  expect(detail).toContain(sentence.replace('PORT', String(port)))
  expect(detail).not.toContain('wrong-7Q')
})

test('a port that begins with TLS is named where smtp:// waits for a greeting', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => void silent.close())
  const { port } = silent.address() as AddressInfo
  const smtpUrl = `smtp://127.0.0.1:${port}`
  const timeouts = { connect: 5_000, greeting: 200, socket: 5_000, delivery: 5_000 }
  const mailer = createSmtpMailer({ smtpUrl, publicUrl: 'https://accounts.example' }, timeouts)
  onTestFinished(() => mailer.close())
  const config = readConfig({ MAIL_TRANSPORT: 'smtp', SMTP_URL: smtpUrl })
  expect(await checkMail(config, mailer)).toMatchObject({
    outcome: 'problem',
    detail: expect.stringContaining('as on port 465, use smtps://'),
  })
})

test('a new database is called empty, in place of all names of migrations', async () => {
  const database = await createTestDatabase({ isEmpty: true })
  onTestFinished(() => database.drop())
  expect(await checkMigrations(database.url)).toMatchObject({
    outcome: 'problem',
    detail: 'the database is empty. Start Rekey, or run: rekey migrate',
  })
})
