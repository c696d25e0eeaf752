import cookie from '@fastify/cookie'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { setCookie } from './cookies.ts'
import { headers } from './headers.ts'

/** Without a mail server, only this machine could be an address. */
const smtpUrl = 'smtp://mail.northwind.example:587'

/** An answer that sets a cookie and one that other sites may send back, at this address. */
async function answerAt(publicUrl: string) {
  const config = readConfig({ PUBLIC_URL: publicUrl, MAIL_TRANSPORT: 'smtp', SMTP_URL: smtpUrl })
  const app = fastify()
  await headers(app, config)
  await app.register(cookie)
  app.get('/', (_request, reply) => {
    const given = { value: 'secret', maxAgeSeconds: 60 }
    setCookie(reply, { ...given, name: 'session' }, config)
    setCookie(reply, { ...given, name: 'sso-flow', sameSite: 'lax' }, config)
    return reply.send()
  })
  const answer = await app.inject('/')
  await app.close()
  return { headers: answer.headers, cookies: answer.headers['set-cookie'] }
}

test('on https, browsers keep to https, and cookies belong to this host alone', async () => {
  const answer = await answerAt('https://accounts.northwind.example')
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  expect(answer.cookies).toEqual([
    '__Host-rekey-session=secret; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict',
    '__Host-rekey-sso-flow=secret; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
  ])
})

test('on this machine without https, neither asks for it', async () => {
  const answer = await answerAt('http://localhost:3000')
  expect(answer.headers).not.toHaveProperty('strict-transport-security')
  expect(answer.cookies).toContain(
    'rekey-session=secret; Max-Age=60; Path=/; HttpOnly; SameSite=Strict',
  )
})

test('pages load nothing from elsewhere and are framed by nobody', async () => {
  const answer = await answerAt('https://accounts.northwind.example')
  const policy = String(answer.headers['content-security-policy']).split(';')
  expect(policy).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]),
  )
  expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin')
})
