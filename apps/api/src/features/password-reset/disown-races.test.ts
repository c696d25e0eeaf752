import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beforeNextStatement } from '../../../testing/before-next-statement.ts'
import { beforeNextTransaction } from '../../../testing/before-next-transaction.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { hour } from '../../lib/clock.ts'

/** A save that commits after "this wasn't me" has read, and before it locks the user. */
let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())
beforeEach(() => service.clock.advance(24 * hour))

const newPassword = 'Plum-Tractor-42-Violin'

async function askAndRead(given: NewUser = {}) {
  const user = await createUser(service.deps, given)
  await service.send('POST', '/password-resets', { username: user.username })
  await service.runJobs()
  const [mail] = await service.mailsTo(user.username)
  const find = (form: RegExp) => form.exec(mail?.text ?? '')?.[1] ?? ''
  return {
    username: user.username,
    token: find(/\/reset#([\w.-]+)/),
    code: find(/^\s*(\d{6})\s*$/m),
    notMe: find(/\/not-me#([\w.-]+)/),
    temporary: find(/^\s*([a-z0-9]+(?:-[a-z0-9]+){3,})\s*$/im),
  }
}

const disown = (token: string) => service.send('POST', '/password-resets/disown', { token })

const signIn = (username: string, password: string) =>
  service.send('POST', '/sessions', { username, password })

const save = async ({ token, code }: { token: string; code: string }) => {
  const saved = await service.send('POST', '/password-resets/complete', {
    token,
    code,
    newPassword,
  })
  expect(saved.status).toBe(200)
}

describe('a save that commits while "this wasn\'t me" is on its way', () => {
  test.each(['notMe', 'token'] as const)('is blocked, by the %s of the mail', async (which) => {
    const mail = await askAndRead()
    beforeNextTransaction(service.deps, () => save(mail))
    expect((await disown(mail[which])).body).toEqual({ outcome: 'blocked' })
    expect((await signIn(mail.username, newPassword)).status).toBe(401)
    expect((await disown(mail.notMe)).body).toEqual({ outcome: 'blocked' })
  })

  test('is blocked if a temporary password opened the session that saves', async () => {
    const mail = await askAndRead({ kind: 'contact' })
    const { cookies, status } = await signIn(mail.username, mail.temporary)
    expect(status).toBe(201)
    beforeNextTransaction(service.deps, async () => {
      const saved = await service.send('PUT', '/account/password', { newPassword }, cookies)
      expect(saved.status).toBe(200)
    })
    expect((await disown(mail.notMe)).body).toEqual({ outcome: 'blocked' })
    expect((await signIn(mail.username, newPassword)).status).toBe(401)
  })

  test('is blocked or refused, whichever of twenty parallel calls comes first', async () => {
    const mail = await askAndRead()
    const saving = service.send('POST', '/password-resets/complete', {
      token: mail.token,
      code: mail.code,
      newPassword,
    })
    const disowned = await Promise.all(Array.from({ length: 20 }, () => disown(mail.notMe)))
    const isSaved = (await saving).status === 200
    const last = await disown(mail.notMe)
    expect(last.body).toEqual({ outcome: isSaved ? 'blocked' : 'stopped' })
    expect(disowned.every(({ status }) => status === 200)).toBe(true)
    expect((await signIn(mail.username, newPassword)).status).toBe(401)
  })
})

describe('a sign-in whose password was right a moment ago', () => {
  test('opens nothing with a temporary password that was cancelled meanwhile', async () => {
    const mail = await askAndRead({ kind: 'contact' })
    beforeNextTransaction(service.deps, () => disown(mail.notMe))
    expect((await signIn(mail.username, mail.temporary)).status).toBe(401)
  })

  test.each([
    [
      'another name',
      { username: 'renamed@northwind.example', usernameKey: 'renamed@northwind.example' },
    ],
    ['another kind', { kind: 'device' as const }],
  ])('opens nothing for a user who got %s in between', async (_what, data) => {
    const { id, username } = await createUser(service.deps)
    const change = () => service.deps.db.user.update({ where: { id }, data })
    beforeNextStatement(service.deps, 'INSERT INTO sessions', change)
    expect((await signIn(username, 'correct horse battery')).status).toBe(401)
    expect(await service.deps.db.session.count({ where: { userId: id } })).toBe(0)
  })
})

test('the notice of a new password goes to an address that was changed meanwhile', async () => {
  const user = await createUser(service.deps)
  const { cookies } = await signIn(user.username, 'correct horse battery')
  const move = () =>
    service.deps.db.user.update({ where: { id: user.id }, data: { username: 'new@a.example' } })
  beforeNextTransaction(service.deps, move)
  const body = { currentPassword: 'correct horse battery', newPassword }
  expect((await service.send('PUT', '/account/password', body, cookies)).status).toBe(200)
  const notice = await service.deps.db.message.findFirst({ where: { userId: user.id } })
  expect(notice).toMatchObject({ template: 'password-changed', to: 'new@a.example' })
})
