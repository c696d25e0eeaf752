import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readResetMail } from '../../../testing/ask-and-read.ts'
import { createRole, signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { createSsoUser } from '../../../testing/sso-user.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { minute, second } from '../../lib/clock.ts'
import type { MailboxMessage } from '../../mail/mailbox.ts'
import { issueSession } from '../../models/issue-session.ts'
import { replaceSettings } from '../../models/settings.ts'

const password = 'correct horse battery'

let service: TestApp
let cookies: Cookies

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  cookies = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => service.close())

const start = (id: string, body: object = {}) =>
  service.send('POST', `/users/${id}/password-resets`, body, cookies)
const change = (id: string, body: object) => service.send('PATCH', `/users/${id}`, body, cookies)
const show = async (id: string) =>
  (await service.send('GET', `/users/${id}`, undefined, cookies)).body
const signIn = (username: string, typed = password) =>
  service.send('POST', '/sessions', { username, password: typed, client: 'browser' })

async function setConsoleSignIn(consoleSignIn: 'any' | 'sso-only') {
  const { deps, clock } = service
  await deps.db.$transaction((tx) =>
    replaceSettings(tx, { ...defaultSettings, consoleSignIn }, clock.now()),
  )
  clock.advance(2 * second)
}

describe('a reset of a user who signs in elsewhere', () => {
  test('is refused with where to go instead, and no reset is created', async () => {
    const ada = await createSsoUser(service, { displayName: 'Ada Lane', kind: 'member' })
    expect(await show(ada.id)).toMatchObject({
      signsInWith: { name: 'Okta' },
      opensConsole: false,
      recovery: { purpose: 'console', refusal: 'user-signs-in-elsewhere' },
    })
    expect(await start(ada.id)).toMatchObject({
      status: 409,
      body: {
        code: 'user-signs-in-elsewhere',
        detail:
          'Ada Lane signs in with Okta. Their password is reset at https://northwind.okta.example/forgot. You can let them use a password here again.',
      },
    })
    expect(await service.deps.db.reset.count({ where: { userId: ada.id } })).toBe(0)
  })

  test('sends the console password by link and code to a user with console access', async () => {
    const ada = await createSsoUser(service, { roleId: builtInRoles.moderator })
    expect((await show(ada.id)).recovery).toMatchObject({
      purpose: 'console',
      refusal: null,
      method: 'code',
      codeHours: 24,
    })
    const temporary = await start(ada.id, { method: 'temporary-password' })
    expect(temporary).toMatchObject({ status: 400, body: { errors: [{ pointer: '/method' }] } })
    const started = await start(ada.id)
    expect(started.body.message).toMatchObject({ template: 'console-password' })
    await service.runJobs()
    const [mail] = await service.mailsTo(ada.username)
    const { token, code } = readResetMail(mail as MailboxMessage)
    const newPassword = 'plum tractor violin'
    const save = { token, code, newPassword }
    const saved = await service.send('POST', '/password-resets/complete', save)
    expect(saved.status).toBe(200)
    expect((await signIn(ada.username, newPassword)).status).toBe(201)
  })

  test('is refused while the console is for single sign-on only', async () => {
    const ada = await createSsoUser(service, { roleId: builtInRoles.moderator })
    await setConsoleSignIn('sso-only')
    expect((await show(ada.id)).recovery.refusal).toBe('user-signs-in-elsewhere')
    expect((await start(ada.id)).body.code).toBe('user-signs-in-elsewhere')
    await setConsoleSignIn('any')
  })
})

describe('a user who is set back to a password', () => {
  test('is no longer linked, signed out, and mailed link and code to create one', async () => {
    const ada = await createSsoUser(service, { roleId: builtInRoles.moderator, password })
    const session = await signInAs(service, ada.id)
    const answer = await change(ada.id, { signInMethod: 'password' })
    expect(answer).toMatchObject({
      status: 200,
      body: { signInMethod: 'password', signsInWith: null, passwordState: 'none' },
    })
    expect((await service.send('GET', '/sessions/current', undefined, session)).status).toBe(401)
    expect(await service.deps.db.ssoIdentity.count({ where: { userId: ada.id } })).toBe(0)
    expect((await signIn(ada.username)).body.code).toBe('sign-in-failed')
    await service.runJobs()
    const mails = await service.mailsTo(ada.username)
    expect(mails).toHaveLength(1)
    const { token } = readResetMail(mails[0] as MailboxMessage)
    const seen = await service.send('POST', '/password-resets/inspect', { token })
    expect(seen.body.purpose).toBe('create')
  })

  test('is set back once; a second call does nothing', async () => {
    const ada = await createSsoUser(service)
    await Promise.all([1, 2, 3, 4].map(() => change(ada.id, { signInMethod: 'password' })))
    expect((await change(ada.id, { signInMethod: 'password' })).status).toBe(200)
    const userId = ada.id
    expect(await service.deps.db.message.count({ where: { userId } })).toBe(1)
    const written = { userId, action: 'user.changed' } as const
    expect(await service.deps.db.auditEvent.count({ where: written })).toBe(1)
  })

  test('and has a password already, keeps it', async () => {
    const jane = await createUser(service.deps)
    expect((await change(jane.id, { signInMethod: 'password' })).status).toBe(200)
    expect((await signIn(jane.username)).status).toBe(201)
  })

  test('is refused later than ten minutes after the sign-in, if they can open the console', async () => {
    const [plain, opening] = [
      await createSsoUser(service),
      await createSsoUser(service, { roleId: builtInRoles.moderator }),
    ]
    service.clock.advance(10 * minute + 1)
    const back = { signInMethod: 'password' }
    expect((await change(opening.id, back)).body.code).toBe('recent-sign-in-required')
    expect((await change(plain.id, back)).status).toBe(200)
  })

  test('gets no mail while deactivated', async () => {
    const ada = await createSsoUser(service, { status: 'deactivated' })
    expect((await change(ada.id, { signInMethod: 'password' })).status).toBe(200)
    expect(await service.deps.db.message.count({ where: { userId: ada.id } })).toBe(0)
  })
})

describe('the console password ends with the role', () => {
  /** With a password, a session that it opened, one of the provider, and a waiting mail. */
  async function createHolder(roleId: string) {
    const user = await createSsoUser(service, { roleId, password })
    for (const openedBy of ['console-password', 'sso'] as const) {
      await service.deps.db.$transaction((tx) =>
        issueSession(tx, service.deps, {
          userId: user.id,
          openedBy,
          client: 'browser',
          mustChangePassword: false,
          device: null,
          at: service.clock.now(),
        }),
      )
    }
    expect((await start(user.id)).status).toBe(202)
    return user
  }

  async function holds(userId: string) {
    const { db } = service.deps
    const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: userId } })
    const sessions = await db.session.findMany({ where: { userId } })
    return {
      hasPassword: passwordHash !== null,
      sessions: sessions.map(({ openedBy }) => openedBy).sort(),
      resets: await db.reset.count({ where: { userId, endedAt: null } }),
      mails: await db.message.count({ where: { userId, status: 'queued' } }),
      ended: await db.auditEvent.count({ where: { userId, action: 'console-password.ended' } }),
    }
  }

  const whole = {
    hasPassword: true,
    sessions: ['console-password', 'sso'],
    resets: 1,
    mails: 1,
    ended: 0,
  }
  const nothing = { hasPassword: false, sessions: ['sso'], resets: 0, mails: 0, ended: 1 }

  test('of the user, and does not come back with it', async () => {
    const user = await createHolder(builtInRoles.moderator)
    expect(await holds(user.id)).toEqual(whole)
    await change(user.id, { roleId: builtInRoles.registered })
    expect(await holds(user.id)).toEqual(nothing)
    await change(user.id, { roleId: builtInRoles.moderator })
    expect((await signIn(user.username)).body.code).toBe('sign-in-failed')
  })

  test('also if the role itself loses console access, for all its users', async () => {
    const roleId = await createRole(service, ['console.access', 'users.read'])
    const [first, second] = [await createHolder(roleId), await createHolder(roleId)]
    const other = await createHolder(roleId)
    await change(other.id, { extraRoleIds: [builtInRoles.moderator] })
    const path = `/roles/${roleId}`
    await service.send('PATCH', path, { name: `Readers ${roleId}` }, cookies)
    expect(await holds(first.id)).toEqual(whole)
    await service.send('PATCH', path, { permissions: ['users.read'] }, cookies)
    for (const { id } of [first, second]) expect(await holds(id)).toEqual(nothing)
    expect(await holds(other.id)).toEqual(whole)
  })

  test('even when its mail is sent at the same time', async () => {
    const roleId = await createRole(service, ['console.access'])
    const user = await createSsoUser(service, { roleId })
    await Promise.all([
      start(user.id),
      service.send('PATCH', `/roles/${roleId}`, { permissions: [] }, cookies),
      start(user.id),
    ])
    expect(await holds(user.id)).toMatchObject({ hasPassword: false, resets: 0, mails: 0 })
  })
})
