import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Permission } from '@rekey/contracts/permissions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readResetMail } from '../../../testing/ask-and-read.ts'
import { createRole, signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { minute } from '../../lib/clock.ts'
import type { MailboxMessage } from '../../mail/mailbox.ts'

let service: TestApp
let administrator: Cookies

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  administrator = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => service.close())

const change = (id: string, body: object, by = administrator) =>
  service.send('PATCH', `/users/${id}`, body, by)
const invite = (body: object, by = administrator) =>
  service.send('POST', '/users', { displayName: 'Ada Lane', kind: 'staff', ...body }, by)
const as = async (...permissions: Permission[]) => (await signInWith(service, permissions)).cookies
const member = () => createUser(service.deps, { password: null, kind: 'member' })

describe('an invitation', () => {
  test('assigns roles to a user, and mails a link and a code that work', async () => {
    const extra = await createRole(service, ['audit.read'])
    const username = 'ada@northwind.example'
    const roleId = builtInRoles.moderator
    const answer = await invite({ username, roleId, extraRoleIds: [extra, roleId.toUpperCase()] })
    expect(answer).toMatchObject({
      status: 201,
      body: { role: { id: roleId, name: 'Moderator' }, extraRoles: [{ id: extra }] },
    })
    await service.runJobs()
    const [mail] = await service.mailsTo(username)
    const { token, code } = readResetMail(mail as MailboxMessage)
    const newPassword = 'plum tractor violin'
    const saved = { token, code, newPassword }
    expect((await service.send('POST', '/password-resets/complete', saved)).status).toBe(200)
    const session = await service.send('POST', '/sessions', { username, password: newPassword })
    expect(session.body.user.permissions).toEqual(
      expect.arrayContaining(['console.access', 'audit.read', 'users.reset-password']),
    )
  })

  test('assigns no permission that the caller lacks, not even by an extra role', async () => {
    const manager = await as('users.write', 'users.read')
    const stronger = await createRole(service, ['audit.read'])
    for (const roles of [{ roleId: stronger }, { extraRoleIds: [stronger] }]) {
      expect(await invite({ username: 'eve@northwind.example', ...roles }, manager)).toMatchObject({
        status: 403,
        body: { code: 'not-permitted' },
      })
    }
    const weaker = await createRole(service, ['users.read'])
    const given = { username: 'eve@northwind.example', roleId: weaker }
    expect((await invite(given, manager)).status).toBe(201)
  })

  test('with console access needs a recent sign-in', async () => {
    service.clock.advance(10 * minute + 1)
    const roleId = builtInRoles.moderator
    expect((await invite({ username: 'late@northwind.example', roleId })).body.code).toBe(
      'recent-sign-in-required',
    )
    const { registered } = builtInRoles
    const plain = await invite({ username: 'late@northwind.example', roleId: registered })
    expect(plain.status).toBe(201)
  })

  test.each([
    ['/roleId', { roleId: '00000000-0000-4000-8000-0000000000ff' }],
    ['/extraRoleIds', { extraRoleIds: ['00000000-0000-4000-8000-0000000000ff'] }],
    ['/extraRoleIds/0', { extraRoleIds: ['moderator'] }],
    ['/roleId', { kind: 'device', roleId: builtInRoles.moderator }],
  ])('is refused at %s, and nobody is added', async (pointer, body) => {
    const answer = await invite({ username: 'nobody@northwind.example', ...body })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } })
    const found = await service.deps.db.user.count({
      where: { usernameKey: 'nobody@northwind.example' },
    })
    expect(found).toBe(0)
  })
})

describe('roles of a user', () => {
  test('are assigned and removed, and permissions are combined from the next call on', async () => {
    const [audit, users] = [
      await createRole(service, ['audit.read']),
      await createRole(service, ['users.read']),
    ]
    const { user, get } = await signInWith(service, [])
    await change(user.id, { roleId: users, extraRoleIds: [audit] })
    expect((await get('/audit-events')).status).toBe(200)
    expect((await get('/users')).status).toBe(200)
    const swapped = await change(user.id, { roleId: audit })
    expect(swapped.body).toMatchObject({ role: { id: audit }, extraRoles: [] })
    expect((await get('/users')).status).toBe(403)
  })

  test('can be neither assigned nor removed by a caller who lacks their permissions', async () => {
    const manager = await as('users.write', 'users.read', 'contacts.read')
    const [stronger, weaker] = [
      await createRole(service, ['contacts.reset-password', 'contacts.read']),
      await createRole(service, ['contacts.read']),
    ]
    const user = await member()
    expect((await change(user.id, { roleId: stronger }, manager)).status).toBe(403)
    expect((await change(user.id, { roleId: weaker }, manager)).status).toBe(200)
    const { registered } = builtInRoles
    expect((await change(user.id, { roleId: registered }, manager)).status).toBe(200)
    await change(user.id, { extraRoleIds: [stronger] })
    expect((await change(user.id, { extraRoleIds: [] }, manager)).status).toBe(403)
    // A kind's default permissions don't protect a user, but the manager still can't assign them to
    // others.
    const device = await createUser(service.deps, {
      kind: 'device',
      roleId: builtInRoles.deviceUser,
      password: null,
    })
    expect((await change(device.id, { roleId: weaker }, manager)).status).toBe(200)
    const { deviceUser } = builtInRoles
    expect((await change(user.id, { extraRoleIds: [deviceUser] }, manager)).status).toBe(403)
  })

  test('can not be changed by a caller for contacts only', async () => {
    const contacts = await as('contacts.read', 'contacts.write', 'audit.read')
    const given = { username: 'rosa@baltic.example', kind: 'contact' }
    const harmless = await createRole(service, [])
    expect((await invite({ ...given, roleId: harmless }, contacts)).status).toBe(403)
    const { registered } = builtInRoles
    const { status, body } = await invite({ ...given, roleId: registered }, contacts)
    expect(status).toBe(201)
    expect((await change(body.id, { extraRoleIds: [harmless] }, contacts)).status).toBe(403)
  })

  test('with console access can be changed within ten minutes of a sign-in, and no later', async () => {
    const user = await member()
    const staff = await createUser(service.deps, {
      roleId: builtInRoles.moderator,
      password: null,
    })
    service.clock.advance(10 * minute + 1)
    for (const [id, roleId] of [
      [user.id, builtInRoles.moderator],
      [staff.id, builtInRoles.registered],
    ] as const) {
      expect((await change(id, { roleId })).body.code).toBe('recent-sign-in-required')
    }
    const roleId = await createRole(service, ['users.read'])
    expect((await change(user.id, { roleId })).status).toBe(200)
  })

  test('give no device user console access, and no user with it becomes a device user', async () => {
    const device = await createUser(service.deps, { kind: 'device', password: null })
    const opening = await createRole(service, ['console.access'])
    expect(await change(device.id, { extraRoleIds: [opening] })).toMatchObject({ status: 400 })
    const staff = await createUser(service.deps, { roleId: opening, password: null })
    expect(await change(staff.id, { kind: 'device' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/kind' }] },
    })
  })

  test('are recorded by their names, and sealed', async () => {
    const user = await member()
    await change(user.id, { extraRoleIds: [builtInRoles.moderator] })
    const event = await service.deps.db.auditEvent.findFirstOrThrow({
      where: { userId: user.id, action: 'user.changed' },
    })
    expect(event.details).toEqual({
      fields: ['extraRoles'],
      before: { extraRoles: [] },
      after: { extraRoles: ['Moderator'] },
    })
  })

  test('are locked while they are assigned: no role gets permissions meanwhile', async () => {
    const roleId = await createRole(service, ['users.read'])
    const manager = await as('users.write', 'users.read')
    const user = await member()
    const [grown, given] = await Promise.all([
      service.send('PATCH', `/roles/${roleId}`, { permissions: ['audit.read'] }, administrator),
      change(user.id, { roleId }, manager),
    ])
    expect(grown.status).toBe(200)
    const after = await service.deps.db.auditEvent.findMany({
      where: { action: { in: ['role.changed', 'user.changed'] } },
      orderBy: { id: 'desc' },
      take: 2,
    })
    // Assigned before it got the permission, or refused because it had it.
    if (given.status === 200) expect(after[0]?.action).toBe('role.changed')
    else expect(given.body.code).toBe('not-permitted')
  })
})
