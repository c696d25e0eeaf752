import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readResetMail } from '../../../testing/ask-and-read.ts'
import { comparableAnswer } from '../../../testing/comparable-answer.ts'
import { createSsoUser } from '../../../testing/sso-user.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { lanes } from '../../jobs/lanes.ts'
import { minute, second } from '../../lib/clock.ts'
import { replaceSettings } from '../../models/settings.ts'
import { startReset } from '../../models/start-reset.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterEach(() => setConsoleSignIn('any'))
afterAll(async () => service.close())

type User = { id: string; username: string }
const newPassword = 'seven calm otters reading'
const moderator = { roleId: builtInRoles.moderator }

async function setConsoleSignIn(consoleSignIn: 'any' | 'sso-only') {
  const { db, clock } = service.deps
  const document = { ...defaultSettings, consoleSignIn }
  await db.$transaction((tx) => replaceSettings(tx, document, clock.now()))
  service.clock.advance(2 * second)
}

/** Requests a reset, and lets the worker finish its jobs. */
async function ask({ username }: User, path = '/password-resets') {
  service.clock.advance(2 * minute)
  const answer = await service.send('POST', path, { username })
  await service.runJobs()
  return answer
}

/** As an administrator does: POST /users/{id}/password-resets. */
async function sendConsoleReset(user: User) {
  const { deps } = service
  const row = await deps.db.user.findUniqueOrThrow({ where: { id: user.id } })
  await deps.db.$transaction((tx) => startReset(tx, deps, row, { lane: lanes.first }))
  await service.runJobs()
}

async function newestMail({ username }: User) {
  const [mail] = await service.mailsTo(username)
  if (!mail) throw new Error(`${username} has no mail`)
  return { ...mail, ...readResetMail(mail) }
}

const countResets = ({ id }: User) =>
  service.deps.db.reset.count({ where: { userId: id, endedAt: null } })

const complete = ({ token, code }: { token: string; code: string }, password = newPassword) =>
  service.send('POST', '/password-resets/complete', { token, code, newPassword: password })

const inspect = ({ token }: { token: string }) =>
  service.send('POST', '/password-resets/inspect', { token })

const signIn = ({ username }: User, password: string) =>
  service.send('POST', '/sessions', { username, password })

describe('a user who signs in at a provider and requests a reset', () => {
  const cases: [string, NewUser][] = [
    ['who has no role', {}],
    ['who opens the console and has no console password', moderator],
    ['who had a password before', { password: 'correct horse battery' }],
    ['whose kind gets temporary passwords', { kind: 'contact' }],
  ]
  test.each(cases)('is told where, and nothing is made: a user %s', async (_which, given) => {
    const user = await createSsoUser(service, given)
    await ask(user)
    const mail = await newestMail(user)
    expect(mail.subject).toBe('Your Rekey account signs in with Okta')
    expect(mail.text).toContain('https://northwind.okta.example/forgot')
    expect(mail.text).not.toMatch(/#|This wasn/)
    expect(await service.deps.db.reset.count({ where: { userId: user.id } })).toBe(0)
    const audit = await service.deps.db.auditEvent.findFirstOrThrow({ where: { userId: user.id } })
    expect(audit).toMatchObject({
      action: 'password-reset.requested',
      details: { method: 'signs-in-elsewhere' },
    })
  })

  test('is told so once a minute, whatever they request', async () => {
    const user = await createSsoUser(service)
    await ask(user)
    await service.send('POST', '/temporary-passwords', { username: user.username })
    await service.runJobs()
    expect(await service.mailsTo(user.username)).toHaveLength(1)
    const [newest] = await service.deps.db.message.findMany({
      where: { userId: user.id },
      orderBy: { status: 'desc' },
    })
    expect(newest).toMatchObject({ status: 'not-sent', reason: 'asked-again' })
  })

  test.each([
    ['user-deactivated', { status: 'deactivated' }],
    ['no-address', { username: 'front-desk' }],
  ] as const)('gets no mail where there is a reason: %s', async (reason, given) => {
    const user = await createSsoUser(service, given)
    await ask(user)
    const sent = await service.deps.db.message.findFirstOrThrow({ where: { userId: user.id } })
    expect(sent).toMatchObject({ status: 'not-sent', reason })
  })

  test.each(['/password-resets', '/temporary-passwords'])(
    'gets the answer that everybody gets, status, body and headers: %s',
    async (path) => {
      const { deps } = service
      const users = [
        await createUser(deps),
        await createUser(deps, { status: 'deactivated' }),
        await createSsoUser(service),
        await createSsoUser(service, { ...moderator, password: 'correct horse battery' }),
        { id: '', username: 'nobody@northwind.example' },
      ]
      const answers = []
      for (const user of users) answers.push(comparableAnswer(await ask(user, path)))
      for (const answer of answers) expect(answer).toEqual(answers[0])
    },
  )
})

describe('a console password', () => {
  test('is created only by an administrator, and renewed by a user who has one', async () => {
    const user = await createSsoUser(service, moderator)
    await ask(user)
    expect(await countResets(user)).toBe(0)

    await sendConsoleReset(user)
    const started = await newestMail(user)
    expect(started.subject).toBe(`${started.code} is your Rekey console password code`)
    expect(started.text.replaceAll('\n', ' ')).toContain('you still sign in with Okta')
    expect((await inspect(started)).body).toMatchObject({ purpose: 'console', triesLeft: 5 })
    // If the administrator's mail is lost, the user may request it again: the same link and code.
    await ask(user)
    expect(await newestMail(user)).toMatchObject({ token: started.token, code: started.code })

    expect(await complete(started)).toMatchObject({ status: 200, body: { kind: 'staff' } })
    expect((await signIn(user, newPassword)).status).toBe(201)
    await service.runJobs()
    expect((await newestMail(user)).subject).toBe('Your Rekey console password was changed')

    await ask(user)
    const renewal = await newestMail(user)
    expect(renewal.token).not.toBe(started.token)
    expect((await inspect(renewal)).body.purpose).toBe('console')
    expect((await complete(renewal, 'nine brisk herons writing')).status).toBe(200)
    expect((await signIn(user, newPassword)).status).toBe(401)
    expect((await signIn(user, 'nine brisk herons writing')).status).toBe(201)
    const after = await service.deps.db.user.findUniqueOrThrow({ where: { id: user.id } })
    expect(after.signInMethod).toBe('sso')
  })

  test.each([
    ['the role is lost', (user: User) => setRole(user, builtInRoles.registered)],
    ['the console is for SSO only', () => setConsoleSignIn('sso-only')],
    ['the user signs in here again', (user: User) => setMethod(user, 'password')],
    ['the user is deactivated', (user: User) => setStatus(user, 'deactivated')],
  ])('cannot be saved any more once %s', async (_when, happen) => {
    const user = await createSsoUser(service, { ...moderator, password: 'correct horse battery' })
    await ask(user)
    const mail = await newestMail(user)
    expect((await inspect(mail)).status).toBe(200)
    await happen(user)
    for (const answer of [await inspect(mail), await complete(mail)]) {
      expect(answer).toMatchObject({ status: 400, body: { code: 'reset-link-invalid' } })
    }
  })

  test('can not be renewed while the console is for SSO only', async () => {
    const user = await createSsoUser(service, { ...moderator, password: 'correct horse battery' })
    await setConsoleSignIn('sso-only')
    await ask(user)
    expect((await newestMail(user)).subject).toBe('Your Rekey account signs in with Okta')
    expect(await countResets(user)).toBe(0)
  })

  test('a link for an older password saves nothing after its user has moved to a provider', async () => {
    const user = await createUser(service.deps, moderator)
    await ask(user)
    const mail = await newestMail(user)
    await setMethod(user, 'sso')
    expect((await complete(mail)).body.code).toBe('reset-link-invalid')
  })

  test('that was disowned is blocked, and the sign-in at the provider still works', async () => {
    const user = await createSsoUser(service, { ...moderator, password: 'correct horse battery' })
    await ask(user)
    const mail = await newestMail(user)
    const token = /\/not-me#([\w.-]+)/.exec(mail.text)?.[1]
    expect((await complete(mail)).status).toBe(200)
    const disowned = await service.send('POST', '/password-resets/disown', { token })
    expect(disowned).toMatchObject({ status: 200, body: { outcome: 'blocked' } })
    expect((await signIn(user, newPassword)).status).toBe(401)
    const { identities, ...after } = await service.deps.db.user.findUniqueOrThrow({
      where: { id: user.id },
      include: { identities: true },
    })
    expect(after).toMatchObject({ signInMethod: 'sso', status: 'active' })
    expect(identities).toHaveLength(1)
  })
})

const change = ({ id }: User, data: object) =>
  service.deps.db.user.update({ where: { id }, data, select: { id: true } })
const setRole = (user: User, roleId: string) => change(user, { roleId })
const setMethod = (user: User, signInMethod: string) => change(user, { signInMethod })
const setStatus = (user: User, status: string) => change(user, { status })
