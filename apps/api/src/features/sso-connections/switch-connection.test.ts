import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countWaiting } from '../../../testing/count-waiting.ts'
import { createConnection, linkUser } from '../../../testing/create-connection.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { issueSession } from '../../models/issue-session.ts'
import { isConnectionOn } from '../../models/sso-connections.ts'

let service: TestApp
let administrator: { user: { id: string }; cookies: Cookies }

beforeAll(async () => {
  service = await createTestApp()
  administrator = await signInWith(service, [], { roleId: builtInRoles.administrator })
})
afterAll(async () => service.close())

const turn = (id: string, enabled: boolean) =>
  service.send('PATCH', `/sso-connections/${id}`, { enabled }, administrator.cookies)

const openSession = (userId: string, openedBy: 'sso' | 'console-password') =>
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
const sessionsOf = async (userId: string) =>
  (await service.deps.db.session.findMany({ where: { userId } })).map(({ openedBy }) => openedBy)

describe('switching on', () => {
  test('takes a proved domain', async () => {
    const { id } = await createConnection(service.deps, { enabled: false })
    const refused = await turn(id, true)
    expect(refused.body).toMatchObject({
      code: 'conflict',
      detail: expect.stringMatching(/^Verify a domain first/),
    })
  })

  test('works with one', async () => {
    const { id } = await createConnection(service.deps, { enabled: false, domains: ['a.example'] })
    expect((await turn(id, true)).body).toMatchObject({ enabled: true })
  })
})

describe('switching off', () => {
  test('ends what its users opened by signing in there, and nothing else', async () => {
    const connection = await createConnection(service.deps)
    const [theirs, others] = [
      await createUser(service.deps, { password: null }),
      await createUser(service.deps, { password: null }),
    ]
    await linkUser(service.deps, connection, theirs.id)
    await openSession(theirs.id, 'sso')
    await openSession(theirs.id, 'console-password')
    await openSession(others.id, 'sso')
    expect((await turn(connection.id, false)).body).toMatchObject({ enabled: false })
    expect(await sessionsOf(theirs.id)).toEqual(['console-password'])
    expect(await sessionsOf(others.id)).toEqual(['sso'])
  })

  test('also ends the session of a user who is signing in at that moment', async () => {
    const { db } = service.deps
    const connection = await createConnection(service.deps)
    const { id: userId } = await createUser(service.deps, { password: null })
    await linkUser(service.deps, connection, userId)
    const { off } = await db.$transaction(async (tx) => {
      expect(await isConnectionOn(tx, connection.id)).toBe(true)
      const turning = turn(connection.id, false)
      await expect.poll(() => countWaiting(service.deps)).toBe(1)
      const given = {
        userId,
        openedBy: 'sso',
        client: 'browser',
        mustChangePassword: false,
      } as const
      await issueSession(tx, service.deps, { ...given, device: null, at: service.clock.now() })
      return { off: turning }
    })
    expect((await off).body).toMatchObject({ enabled: false })
    expect(await sessionsOf(userId)).toEqual([])
    expect(await db.$transaction((tx) => isConnectionOn(tx, connection.id))).toBe(false)
  })

  test('is refused while no administrator could sign in otherwise', async () => {
    const [one, other] = [
      await createConnection(service.deps),
      await createConnection(service.deps),
    ]
    await linkUser(service.deps, one, administrator.user.id)
    expect((await turn(one.id, false)).body.code).toBe('last-administrator')
    await linkUser(service.deps, other, administrator.user.id)
    const both = await Promise.all([turn(one.id, false), turn(other.id, false)])
    const codes = both.map(({ body }) => body.code ?? 'off').sort()
    expect(codes).toEqual(['last-administrator', 'off'])
  })
})
