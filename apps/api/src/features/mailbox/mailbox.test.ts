import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../../testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await createTestApp()
  await service.deps.mailer.deliver({
    id: '7c4f0c0e-8f0a-4d7c-9a53-4a3f8ba2a111',
    from: { name: 'Northwind accounts', address: 'no-reply@northwind.example' },
    to: 'jane.doe@northwind.example',
    replyTo: null,
    subject: 'Subject',
    text: 'Plain',
    html: '<p>Rich</p>',
    messageId: 'x@northwind.example',
    headers: {},
    eventToken: null,
  })
})
afterAll(() => service.close())

const get = (url: string, headers: Record<string, string> = {}) =>
  service.app.inject({ url, headers: { host: 'localhost:3000', ...headers } })

describe('GET /dev/mailbox/messages', () => {
  test('contains the mails, of one address or of all', async () => {
    const answer = await get('/dev/mailbox/messages?to=Jane.Doe@northwind.example')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json().items).toMatchObject([{ subject: 'Subject', text: 'Plain' }])
    expect((await get('/dev/mailbox/messages')).json().items).toHaveLength(1)
    expect((await get('/dev/mailbox/messages?to=x')).json().items).toEqual([])
  })

  test.each(['/dev/mailbox', '/dev/mailbox/messages', '/dev/%6dailbox/messages'])(
    'is not found from elsewhere: %s',
    async (path) => {
      const fromElsewhere = await get(path, { 'x-forwarded-for': '192.0.2.7' })
      expect(fromElsewhere.statusCode).toBe(404)
      expect((await get(path, { host: 'rekey.example' })).statusCode).toBe(404)
    },
  )

  test('refuses unknown parameters', async () => {
    expect((await get('/dev/mailbox/messages?from=x')).statusCode).toBe(400)
  })
})

describe("a mail's HTML", () => {
  test('has its own address, and nothing in it runs', async () => {
    const [message] = (await get('/dev/mailbox/messages')).json().items
    const answer = await get(`/dev/mailbox/messages/${message.id}/html`)
    expect(answer.body).toBe('<p>Rich</p>')
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    })
  })

  test('is not found if there is no such mail', async () => {
    const none = '00000000-0000-4000-8000-000000000000'
    expect((await get(`/dev/mailbox/messages/${none}/html`)).statusCode).toBe(404)
    expect((await get('/dev/mailbox/messages/x/html')).statusCode).toBe(400)
  })
})

test('without the mailbox transport there is no mailbox', async () => {
  const other = await createTestApp({ MAIL_TRANSPORT: 'smtp', SMTP_URL: 'smtp://127.0.0.1:9' })
  const paths = ['/dev/mailbox', '/dev/mailbox/messages']
  const answers = await Promise.all(
    paths.map((url) => other.app.inject({ url, headers: { host: 'localhost:3000' } })),
  )
  await other.close()
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404])
})
