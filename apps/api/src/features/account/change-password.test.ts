import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'

const password = 'correct horse battery'
const newPassword = 'Plum-Tractor-42-Violin'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const signIn = (username: string, typed = password) =>
  service.send('POST', '/sessions', { username, password: typed })

async function signedIn() {
  const user = await createUser(service.deps)
  const { cookies } = await signIn(user.username)
  const change = (body: object) => service.send('PUT', '/account/password', body, cookies)
  return { user, cookies, change }
}

test('a user changes their password, other sessions end, and a mail reports it', async () => {
  const { user, cookies, change } = await signedIn()
  const other = await signIn(user.username)
  const answer = await change({ currentPassword: password, newPassword })
  expect(answer).toMatchObject({ status: 200, body: { sessionsEnded: 1 } })
  expect((await service.send('GET', '/sessions/current', undefined, other.cookies)).status).toBe(
    401,
  )
  expect((await service.send('GET', '/sessions/current', undefined, cookies)).status).toBe(200)
  expect((await signIn(user.username)).status).toBe(401)
  expect((await signIn(user.username, newPassword)).status).toBe(201)
  await service.runJobs()
  expect((await service.mailsTo(user.username))[0]?.subject).toContain('password was changed')
})

test('other sessions stay if the user chooses that', async () => {
  const { user, change } = await signedIn()
  const other = await signIn(user.username)
  const answer = await change({ currentPassword: password, newPassword, endOtherSessions: false })
  expect(answer.body).toEqual({ sessionsEnded: 0 })
  expect((await service.send('GET', '/sessions/current', undefined, other.cookies)).status).toBe(
    200,
  )
})

test('a wrong current password changes nothing and counts as a failed sign-in', async () => {
  const { user, change } = await signedIn()
  const failed = await signIn(user.username, 'wrong')
  expect(failed.status).toBe(401)
  // The user's own device has its own budget; without that, the name has to wait.
  const { cookies } = await signIn(user.username)
  const session = { 'rekey-session': cookies['rekey-session'] ?? '' }
  for (let n = 0; n < 5; n += 1) {
    const answer = await service.send(
      'PUT',
      '/account/password',
      { currentPassword: 'wrong', newPassword },
      session,
    )
    expect(answer.body.code).toBe('sign-in-failed')
  }
  expect((await signIn(user.username)).status).toBe(429)
  expect((await change({ currentPassword: password, newPassword: 'short' })).body.code).toBe(
    'password-not-accepted',
  )
})

test('the current password is refused as the new one', async () => {
  const user = await createUser(service.deps, { password: newPassword })
  const { cookies } = await signIn(user.username, newPassword)
  const answer = await service.send(
    'PUT',
    '/account/password',
    { currentPassword: newPassword, newPassword },
    cookies,
  )
  expect(answer.body).toMatchObject({ code: 'password-not-accepted', reason: 'same-as-current' })
})

test('of two changes at the same time one is saved', async () => {
  const { user, change } = await signedIn()
  const answers = await Promise.all(
    ['A', 'B'].map((end) =>
      change({
        currentPassword: password,
        newPassword: `${newPassword}-${end}`,
        endOtherSessions: false,
      }),
    ),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 401]))
  const saved = answers[0]?.status === 200 ? 'A' : 'B'
  expect((await signIn(user.username, `${newPassword}-${saved}`)).status).toBe(201)
})

test('nobody can change a password without being signed in', async () => {
  const answer = await service.send('PUT', '/account/password', {
    currentPassword: password,
    newPassword,
  })
  expect(answer.body.code).toBe('not-signed-in')
})

describe('strangers who try another user’s passwords', () => {
  const inApp = { client: 'app' } as const

  async function tried() {
    const user = await createUser(service.deps, { kind: 'device', roleId: builtInRoles.deviceUser })
    const credentials = { username: user.username, password }
    const { body } = await service.sendAsApp('POST', '/sessions', { ...credentials, ...inApp })
    for (let n = 0; n < 6; n += 1) {
      await service.sendAsApp('POST', '/sessions', { ...credentials, ...inApp, password: 'wrong' })
    }
    const change = (more: object) =>
      service.sendAsApp(
        'PUT',
        '/account/password',
        { currentPassword: password, newPassword, ...more },
        body.accessToken,
      )
    return { user, change, deviceToken: body.deviceToken }
  }

  test('don’t delay a change in an app that proves its device', async () => {
    const { user, change, deviceToken } = await tried()
    expect(await change({})).toMatchObject({ status: 429, body: { code: 'rate-limited' } })
    const changed = await change({ deviceToken })
    expect(changed).toMatchObject({ status: 200, body: { deviceToken: expect.any(String) } })
    const again = { username: user.username, password: newPassword, ...inApp }
    const proved = { ...again, deviceToken: changed.body.deviceToken }
    expect((await service.sendAsApp('POST', '/sessions', proved)).status).toBe(201)
  })

  test('delay it if the token belongs to another user, is spent, too long or not text', async () => {
    const { user, change, deviceToken } = await tried()
    const other = await tried()
    expect((await change({ deviceToken: other.deviceToken })).status).toBe(429)
    for (let n = 0; n < 10; n += 1) {
      const wrong = await change({ currentPassword: 'wrong', deviceToken })
      expect(wrong.body.code).toBe('sign-in-failed')
    }
    expect((await change({ deviceToken })).status).toBe(429)
    for (const bad of ['x'.repeat(4_097), '', null, ['x']]) {
      expect(await change({ deviceToken: bad })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/deviceToken' }] },
      })
    }
    expect(await service.deps.db.session.count({ where: { userId: user.id } })).toBe(1)
  })

  test('delay a browser that sends an app’s token instead of its cookie', async () => {
    const { user, cookies, change } = await signedIn()
    for (let n = 0; n < 6; n += 1) await signIn(user.username, 'wrong')
    const session = { 'rekey-session': cookies['rekey-session'] ?? '' }
    const body = { currentPassword: password, newPassword, deviceToken: cookies['rekey-device'] }
    expect((await service.send('PUT', '/account/password', body, session)).status).toBe(429)
    expect((await change({ currentPassword: password, newPassword })).status).toBe(200)
  })
})
