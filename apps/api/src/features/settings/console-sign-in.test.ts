import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConnection, linkUser } from '../../../testing/create-connection.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createSsoUser } from '../../../testing/sso-user.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { hour, later } from '../../lib/clock.ts'
import { issueSession } from '../../models/issue-session.ts'

let service: TestApp
let administrator: { user: { id: string }; cookies: Cookies }

beforeAll(async () => {
  service = await createTestApp()
  administrator = await signInWith(service, [], { roleId: builtInRoles.administrator })
})
afterAll(async () => service.close())

const put = (consoleSignIn: 'any' | 'sso-only') =>
  service.send('PUT', '/settings', { ...defaultSettings, consoleSignIn }, administrator.cookies)

const openSession = (userId: string, openedBy: 'sso' | 'console-password' | 'password') =>
  service.deps.db.$transaction((tx) =>
    issueSession(tx, service.deps, {
      userId,
      openedBy,
      client: 'browser',
      mustChangePassword: false,
      device: null,
      at: service.clock.now(),
    }),
  )

/** A living reset with a mail that waits, unless our mail server has accepted it. */
async function startReset(userId: string, purpose: 'console' | 'reset', hasLeft = false) {
  const at = service.clock.now()
  const common = { userId, keyId: 'test', origin: 'started' } as const
  const reset = await service.deps.db.reset.create({
    data: { ...common, id: randomUUID(), purpose, address: 'x@northwind.example', createdAt: at },
  })
  const message = await service.deps.db.message.create({
    data: {
      ...common,
      id: randomUUID(),
      template: 'reset',
      to: 'x@northwind.example',
      ...(hasLeft ? { status: 'delayed', acceptedAt: at } : { status: 'queued' }),
      lane: 0,
      askedAt: at,
      giveUpAt: later(at, hour),
      resetId: reset.id,
    },
  })
  return async () => ({
    reset: (await service.deps.db.reset.findUniqueOrThrow({ where: { id: reset.id } })).endReason,
    mail: await service.deps.db.message.findUniqueOrThrow({
      where: { id: message.id },
      select: { status: true, reason: true, events: { select: { status: true } } },
    }),
  })
}

test('switching console passwords off ends their sessions and the resets for new ones', async () => {
  const [one, other] = [await createUser(service.deps), await createUser(service.deps)]
  for (const openedBy of ['sso', 'console-password', 'password'] as const) {
    await openSession(one.id, openedBy)
  }
  const [ended, kept] = [await startReset(one.id, 'console'), await startReset(other.id, 'reset')]
  expect((await put('sso-only')).status).toBe(200)
  const sessions = await service.deps.db.session.findMany({ where: { userId: one.id } })
  expect(sessions.map(({ openedBy }) => openedBy).sort()).toEqual(['password', 'sso'])
  expect(await ended()).toEqual({
    reset: 'cancelled',
    mail: { status: 'not-sent', reason: 'cancelled', events: [{ status: 'not-sent' }] },
  })
  expect(await kept()).toEqual({
    reset: null,
    mail: { status: 'queued', reason: null, events: [] },
  })
})

test('a mail that has left us is not shown as cancelled', async () => {
  await put('any')
  const left = await startReset((await createUser(service.deps)).id, 'console', true)
  expect((await put('sso-only')).status).toBe(200)
  expect(await left()).toEqual({
    reset: 'cancelled',
    mail: { status: 'delayed', reason: null, events: [] },
  })
})

test('a console password stops working at once, although settings are read once a second', async () => {
  await put('any')
  const password = 'correct horse battery'
  const { username } = await createSsoUser(service, { roleId: builtInRoles.moderator, password })
  const signIn = () => service.send('POST', '/sessions', { username, password })
  expect((await signIn()).status).toBe(201)
  expect((await put('sso-only')).status).toBe(200)
  expect((await service.deps.settings.current()).consoleSignIn).toBe('any')
  expect((await signIn()).body.code).toBe('sign-in-failed')
  expect(await service.deps.db.session.count({ where: { user: { username } } })).toBe(0)
})

test('switching them off is refused if no administrator could sign in; nothing is lost by the attempt', async () => {
  await put('any')
  const connection = await createConnection(service.deps)
  await linkUser(service.deps, connection, administrator.user.id)
  await service.deps.db.user.update({
    where: { id: administrator.user.id },
    data: { passwordHash: 'of the console' },
  })
  await openSession(administrator.user.id, 'console-password')
  const turn = (enabled: boolean) =>
    service.deps.db.ssoConnection.update({ where: { id: connection.id }, data: { enabled } })
  await turn(false)
  expect((await put('sso-only')).body.code).toBe('last-administrator')
  const where = { userId: administrator.user.id, openedBy: 'console-password' } as const
  expect(await service.deps.db.session.count({ where })).toBe(1)
  const shown = await service.send('GET', '/settings', undefined, administrator.cookies)
  expect(shown.body).toMatchObject({ consoleSignIn: 'any' })
  await turn(true)
  expect((await put('sso-only')).status).toBe(200)
  expect(await service.deps.db.session.count({ where })).toBe(0)
})
