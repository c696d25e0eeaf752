import { contracts } from '@rekey/contracts/all'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { addPasskeyTo, ask } from '../../../testing/with-factor.ts'
import { minute, second } from '../../lib/clock.ts'

const password = 'correct horse battery'
const newPassword = 'Plum-Tractor-42-Violin'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

async function signedIn(given: NewUser = {}, client: 'browser' | 'app' = 'browser') {
  const user = await createUser(service.deps, { mustChangePassword: true, ...given })
  const body = { username: user.username, password, client }
  const answer = await service.send('POST', '/sessions', body)
  expect(answer).toMatchObject({ status: 201, body: { mustChangePassword: true } })
  return { user, ...answer }
}

const current = (cookies: Record<string, string>) =>
  service.send('GET', '/sessions/current', undefined, cookies)

const change = (body: object, cookies: Record<string, string>) =>
  service.send('PUT', '/account/password', body, cookies)

const signIn = (username: string, typed = password) =>
  service.send('POST', '/sessions', { username, password: typed })

test('a user who must change the password can do nothing else, and the sign-in says so', async () => {
  const { cookies, body } = await signedIn({ roleId: builtInRoles.administrator })
  expect(body.passwordPolicy).toBe('balanced')
  for (const { method, path, access, inChangeOnlySession } of contracts) {
    if (access === 'public' || inChangeOnlySession) continue
    const to = path.replace('{id}', '00000000-0000-4000-8000-00000000000f')
    const answer = await service.send(method, to, undefined, cookies)
    expect(answer.body.code, `${method} ${path}`).toBe('password-change-required')
  }
})

test('only signing out and setting a password are allowed', () => {
  const left = contracts.filter(({ inChangeOnlySession }) => inChangeOnlySession)
  expect(left.map(({ name }) => name)).toEqual(['sign-out', 'change-password'])
})

test('the refusal contains what the screen needs after a reload', async () => {
  const { user, cookies } = await signedIn({ kind: 'contact' })
  expect(await current(cookies)).toMatchObject({
    status: 403,
    body: {
      code: 'password-change-required',
      username: user.username,
      method: 'password',
      passwordPolicy: 'letter-and-digit',
    },
  })
})

test('the new password allows everything, in a session with another secret', async () => {
  const { user, cookies } = await signedIn()
  const answer = await change({ newPassword }, cookies)
  expect(answer).toMatchObject({ status: 200, body: { sessionsEnded: 0 } })
  expect(answer.cookies['rekey-session']).not.toBe(cookies['rekey-session'])
  expect((await current(answer.cookies)).status).toBe(200)
  expect((await current(cookies)).status).toBe(401)
  expect((await signIn(user.username)).status).toBe(401)
  expect(await signIn(user.username, newPassword)).toMatchObject({
    status: 201,
    body: { mustChangePassword: false },
  })
})

test('other sessions in which it must be changed end too, even if the user chose to keep them', async () => {
  const { user, cookies } = await signedIn()
  const other = await signIn(user.username)
  const answer = await change({ newPassword, endOtherSessions: false }, cookies)
  expect(answer.body).toMatchObject({ sessionsEnded: 1 })
  expect((await change({ newPassword: `${newPassword}!` }, other.cookies)).status).toBe(401)
})

test('the old password is refused as the new one, and the session continues', async () => {
  const user = await createUser(service.deps, { mustChangePassword: true, password: newPassword })
  const opened = await signIn(user.username, newPassword)
  const refused = await change({ newPassword }, opened.cookies)
  expect(refused.body).toMatchObject({ code: 'password-not-accepted', reason: 'same-as-current' })
  expect((await change({ newPassword: `${newPassword}!` }, opened.cookies)).status).toBe(200)
})

test('of sixteen saves at the same time one wins', async () => {
  const { cookies } = await signedIn()
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, n) => change({ newPassword: `${newPassword}-${n}` }, cookies)),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(15)
})

test('it lasts half an hour, used or not', async () => {
  const { cookies } = await signedIn()
  service.clock.advance(20 * minute)
  expect((await current(cookies)).status).toBe(403)
  service.clock.advance(10 * minute)
  expect((await current(cookies)).status).toBe(401)
})

test('a user who also has to add a second factor sets the password first, and then adds it', async () => {
  const save = async (document: object) => {
    await service.deps.db.settingsRow.update({ where: { id: 1 }, data: { document } })
    service.clock.advance(second)
  }
  const secondFactor = { ...defaultSettings.secondFactor, staff: 'required' }
  await save({ ...defaultSettings, secondFactor, secondFactorGraceDays: 0 })
  const { cookies } = await signedIn()
  const early = await ask(service, 'GET', '/account/second-factors', undefined, cookies)
  expect(early.body.code).toBe('password-change-required')
  const changed = await change({ newPassword }, cookies)
  expect(changed.status).toBe(200)
  expect((await current(changed.cookies)).body.code).toBe('second-factor-required')
  expect((await addPasskeyTo(service, changed.cookies)).added.status).toBe(201)
  expect((await current(changed.cookies)).status).toBe(200)
  await save(defaultSettings)
})

test('one can sign out of it, and in again with the same password', async () => {
  const { user, cookies } = await signedIn()
  const left = await service.send('DELETE', '/sessions/current', undefined, cookies)
  expect(left.status).toBe(204)
  expect((await signIn(user.username)).body.mustChangePassword).toBe(true)
})

test('a blocked password can not be changed in a session that it opened before', async () => {
  const { user, cookies } = await signedIn()
  const data = { passwordBlockedAt: service.clock.now() }
  await service.deps.db.user.update({ where: { id: user.id }, data })
  expect((await change({ newPassword }, cookies)).status).toBe(401)
})

test('in other sessions a missing current password is named as the missing field', async () => {
  const { username } = await createUser(service.deps)
  const { cookies } = await signIn(username)
  expect(await change({ newPassword }, cookies)).toMatchObject({
    status: 400,
    body: { code: 'bad-request', errors: [{ pointer: '/currentPassword' }] },
  })
})

test('a saved reset counts as the new password', async () => {
  const { user } = await signedIn()
  await service.send('POST', '/password-resets', { username: user.username })
  await service.runJobs()
  const [mail] = await service.mailsTo(user.username)
  const [, token] = /\/reset#(\S+)/.exec(mail?.text ?? '') ?? []
  const [code] = /\b\d{6}\b/.exec(mail?.text ?? '') ?? []
  const saved = await service.send('POST', '/password-resets/complete', {
    token,
    code,
    newPassword,
  })
  expect(saved.status).toBe(200)
  expect((await signIn(user.username, newPassword)).body.mustChangePassword).toBe(false)
})

describe('device users', () => {
  test('may set it in a browser, and then signs in from their app', async () => {
    const { user, cookies } = await signedIn({ kind: 'device' })
    const answer = await change({ newPassword }, cookies)
    expect(answer.status).toBe(200)
    expect((await current(answer.cookies)).status).toBe(401)
    expect((await current(cookies)).status).toBe(401)
    expect((await signIn(user.username, newPassword)).body.code).toBe('sign-in-elsewhere')
    const app = { username: user.username, password: newPassword, client: 'app' }
    expect((await service.sendAsApp('POST', '/sessions', app)).status).toBe(201)
  })
})

describe('in an app', () => {
  test('only an access token is issued, and its session ends with it', async () => {
    const { user, body } = await signedIn({}, 'app')
    expect(body.refreshToken).toBeUndefined()
    expect(body.expiresInSeconds).toBe(600)
    const call = () =>
      service.sendAsApp('PUT', '/account/password', { newPassword }, body.accessToken)
    service.clock.advance(10 * minute)
    expect((await call()).status).toBe(401)
    expect(await service.deps.db.session.count({ where: { userId: user.id } })).toBe(1)
    service.clock.advance(second)
    const again = await signIn(user.username)
    expect(again.body.mustChangePassword).toBe(true)
  })

  test('saving issues tokens of a session with all rights', async () => {
    const { body } = await signedIn({}, 'app')
    const path = '/account/password'
    const saved = await service.sendAsApp('PUT', path, { newPassword }, body.accessToken)
    expect(saved).toMatchObject({ status: 200, body: { expiresInSeconds: 600 } })
    const whoAmI = (token: string) =>
      service.sendAsApp('GET', '/sessions/current', undefined, token)
    expect((await whoAmI(body.accessToken)).status).toBe(401)
    expect((await whoAmI(saved.body.accessToken)).status).toBe(200)
    const { refreshToken } = saved.body
    const next = await service.sendAsApp('POST', '/sessions/refresh', { refreshToken })
    expect(next.status).toBe(200)
  })

  test("a device user's ends there too", async () => {
    const { body } = await signedIn({ kind: 'device' }, 'app')
    const saved = await service.sendAsApp(
      'PUT',
      '/account/password',
      { newPassword },
      body.accessToken,
    )
    expect(saved.status).toBe(200)
    expect(saved.body.accessToken).toBeUndefined()
  })
})
