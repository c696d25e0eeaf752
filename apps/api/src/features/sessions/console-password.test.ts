import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { comparableAnswer } from '../../../testing/comparable-answer.ts'
import { countStatements } from '../../../testing/count-statements.ts'
import { createSsoUser } from '../../../testing/sso-user.ts'
import type { TestApp } from '../../../testing/test-app.ts'
import { type Cookies, createTestApp, createUser, type NewUser } from '../../../testing/test-app.ts'
import { second } from '../../lib/clock.ts'
import { issueSession } from '../../models/issue-session.ts'
import { replaceSettings } from '../../models/settings.ts'

const password = 'correct horse battery'
const newPassword = 'seven calm otters reading'
const moderator = { roleId: builtInRoles.moderator }

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterEach(() => setConsoleSignIn('any'))
afterAll(async () => service.close())

type User = { id: string; username: string }

const createConsoleUser = (given: NewUser = {}) =>
  createSsoUser(service, { ...moderator, password, ...given })

async function setConsoleSignIn(consoleSignIn: 'any' | 'sso-only') {
  const { db, clock } = service.deps
  const document = { ...defaultSettings, consoleSignIn }
  await db.$transaction((tx) => replaceSettings(tx, document, clock.now()))
  service.clock.advance(2 * second)
}

const change = ({ id }: User, data: object) =>
  service.deps.db.user.update({ where: { id }, data, select: { id: true } })

const signIn = ({ username }: { username: string }, typed = password, more = {}) =>
  service.send('POST', '/sessions', { username, password: typed, ...more })

const current = (cookies: Cookies) => service.send('GET', '/sessions/current', undefined, cookies)

const changePassword = (body: object, cookies: Cookies) =>
  service.send('PUT', '/account/password', body, cookies)

/** As a sign-in at the provider opens it. */
async function openSsoSession({ id }: User): Promise<Cookies> {
  const { db, clock } = service.deps
  const session = await db.$transaction((tx) =>
    issueSession(tx, service.deps, {
      userId: id,
      client: 'browser',
      openedBy: 'sso',
      mustChangePassword: false,
      device: null,
      at: clock.now(),
    }),
  )
  return { 'rekey-session': session.client === 'browser' ? session.secret : '' }
}

describe('a console password', () => {
  test('opens the console in a browser, and says what opened it', async () => {
    const user = await createConsoleUser()
    const { status, body, cookies } = await signIn(user)
    expect(status).toBe(201)
    expect(body.user.permissions).toContain('console.access')
    expect(body).not.toHaveProperty('accessToken')
    expect((await current(cookies)).body.session.openedBy).toBe('console-password')
    expect((await service.send('GET', '/users', undefined, cookies)).status).toBe(200)
    const listed = await service.send('GET', '/sessions', undefined, cookies)
    expect(listed.body.items.map(({ openedBy }) => openedBy)).toEqual(['console-password'])
    const audit = await service.deps.db.auditEvent.findFirstOrThrow({ where: { userId: user.id } })
    expect(audit.details).toMatchObject({ method: 'console-password', client: 'browser' })
  })

  test('that must be changed opens only the session in which it is changed', async () => {
    const user = await createConsoleUser({ mustChangePassword: true })
    const { body, cookies } = await signIn(user)
    expect(body.mustChangePassword).toBe(true)
    expect((await current(cookies)).body.code).toBe('password-change-required')
    const changed = await changePassword({ newPassword }, cookies)
    expect(changed.status).toBe(200)
    const mine = await current(changed.cookies)
    expect(mine.body.session.openedBy).toBe('console-password')
    expect((await signIn(user, newPassword)).status).toBe(201)
  })

  test.each([
    ['its role is lost', (user: User) => change(user, { roleId: builtInRoles.registered })],
    ['the console is for SSO only', () => setConsoleSignIn('sso-only')],
    ['its user signs in here again', (user: User) => change(user, { signInMethod: 'password' })],
  ])('opens nothing any more, and its session is dead, once %s', async (which, happen) => {
    const user = await createConsoleUser()
    const theirs = await openSsoSession(user)
    const { cookies } = await signIn(user)
    await happen(user)
    expect((await current(cookies)).status).toBe(401)
    expect((await changePassword({ currentPassword: password, newPassword }, cookies)).status).toBe(
      401,
    )
    if (which === 'its user signs in here again') return
    expect((await signIn(user)).body.code).toBe('sign-in-failed')
    expect((await current(theirs)).status).toBe(200)
  })
})

/** In each row: why it is refused, whose it is, what is typed and sent. */
type Refused = [string, () => Promise<{ username: string }>, string, object?]

const refused: Refused[] = [
  ['in an app', () => createConsoleUser(), password, { client: 'app' }],
  ['of a user without the role', () => createSsoUser(service, { password }), password],
  ['of a deactivated user', () => createConsoleUser({ status: 'deactivated' }), password],
  ['that is wrong', () => createConsoleUser(), 'wrong'],
  ['of a user who has none', () => createConsoleUser({ password: null }), password],
  [
    'that is blocked',
    async () => {
      const user = await createConsoleUser()
      await change(user, { passwordBlockedAt: service.clock.now() })
      return user
    },
    password,
  ],
  [
    'that was brought from elsewhere, before the user signed in there',
    () =>
      createConsoleUser({
        // bcrypt of "x", cost 4.
        passwordHash: '$2b$04$gPwalPasaLUPkldKnV4zvuOY4i5w9tj4mERuNhBI9h1qk/gP.u4cW',
        foreignScheme: 'bcrypt-4',
      }),
    'x',
  ],
]

describe('a password of a user who signs in elsewhere', () => {
  async function tried(user: { username: string }, typed: string, more = {}) {
    service.clock.advance(second)
    await service.deps.settings.current()
    await service.deps.foreignWork()
    service.hashed.length = 0
    let answer: unknown
    const statements = await countStatements(async () => {
      answer = comparableAnswer(await signIn(user, typed, more))
    })
    return { answer, statements, hashed: [...service.hashed] }
  }

  test.each(refused)('is refused like anybody’s: one %s', async (which, create, typed, more) => {
    const user = await create()
    const nobody = { username: `nobody-${which.replaceAll(/\W/g, '-')}@northwind.example` }
    const unknown = await tried(nobody, typed, more)
    expect(unknown).toMatchObject({ answer: { status: 401 } })
    expect(unknown.hashed.filter((scheme) => scheme === 'own')).toHaveLength(1)
    expect(await tried(user, typed, more)).toEqual(unknown)
  })

  test('is not a temporary password from before its user signed in at a provider', async () => {
    const user = await createUser(service.deps, { kind: 'contact', ...moderator })
    await service.send('POST', '/temporary-passwords', { username: user.username })
    await service.runJobs()
    const [mail] = await service.mailsTo(user.username)
    const temporary = /^[A-Z\d]{4}(-[A-Z\d]{4}){3}$/m.exec(mail?.text ?? '')?.[0] ?? ''
    const opened = await signIn(user, temporary)
    expect(opened.body.mustChangePassword).toBe(true)
    await change(user, { signInMethod: 'sso', passwordHash: null })
    expect((await signIn(user, temporary)).body.code).toBe('sign-in-failed')
    expect((await changePassword({ newPassword }, opened.cookies)).status).toBe(409)
  })
})

describe('changing the password of a user who signs in elsewhere', () => {
  test.each([
    ['has no console password', { ...moderator, password: null }],
    ['has lost the role that opens the console', { password }],
  ] as [string, NewUser][])('is refused where the user %s', async (_which, given) => {
    const user = await createSsoUser(service, given)
    const cookies = await openSsoSession(user)
    const answer = await changePassword({ currentPassword: password, newPassword }, cookies)
    expect(answer).toMatchObject({ status: 409, body: { code: 'user-signs-in-elsewhere' } })
  })

  test('changes the console password, which must be proved in every session', async () => {
    const user = await createConsoleUser()
    const cookies = await openSsoSession(user)
    expect((await changePassword({ newPassword }, cookies)).status).toBe(400)
    const wrong = await changePassword({ currentPassword: 'wrong', newPassword }, cookies)
    expect(wrong.body.code).toBe('sign-in-failed')
    const inConsole = await signIn(user)
    const changed = await changePassword({ currentPassword: password, newPassword }, cookies)
    expect(changed).toMatchObject({ status: 200, body: { sessionsEnded: 1 } })
    expect((await current(inConsole.cookies)).status).toBe(401)
    expect((await current(cookies)).body.session.openedBy).toBe('sso')
    expect((await signIn(user)).status).toBe(401)
    expect((await signIn(user, newPassword)).status).toBe(201)
  })

  test('continues in the session that it opened', async () => {
    const user = await createConsoleUser()
    const theirs = await openSsoSession(user)
    const { cookies } = await signIn(user)
    const changed = await changePassword({ currentPassword: password, newPassword }, cookies)
    expect(changed).toMatchObject({ status: 200, body: { sessionsEnded: 1 } })
    expect((await current(cookies)).body.session.openedBy).toBe('console-password')
    expect((await current(theirs)).status).toBe(401)
  })

  test('is refused in an app, whose session it could not have opened', async () => {
    const user = await createUser(service.deps, moderator)
    const { body } = await signIn(user, password, { client: 'app' })
    await change(user, { signInMethod: 'sso' })
    const answer = await service.sendAsApp(
      'PUT',
      '/account/password',
      { currentPassword: password, newPassword },
      body.accessToken,
    )
    expect(answer.body.code).toBe('user-signs-in-elsewhere')
  })
})
