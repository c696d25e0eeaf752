import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { isOffered, type Permission, permissions } from '@rekey/contracts/permissions'
import type { Role } from '@rekey/contracts/roles'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRole, signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { minute } from '../../lib/clock.ts'

let service: TestApp
let administrator: Cookies

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  administrator = (await signInWith(service, [], { roleId: builtInRoles.administrator })).cookies
})
afterAll(async () => service.close())

const newName = () => `Analytics ${randomUUID().slice(0, 8)}`
const create = (body: object, by = administrator) => service.send('POST', '/roles', body, by)
const show = (id: string, by = administrator) => service.send('GET', `/roles/${id}`, undefined, by)
const change = (id: string, body: object, by = administrator) =>
  service.send('PATCH', `/roles/${id}`, body, by)
const remove = (id: string, by = administrator) =>
  service.send('DELETE', `/roles/${id}`, undefined, by)

/** A user who may create roles, but little else. */
const keeper = async (...more: Permission[]) =>
  signInWith(service, ['roles.write', 'users.write', 'users.read', ...more])

describe('a role', () => {
  test('is made by ticking permissions, shown, changed and deleted', async () => {
    const name = newName()
    const added = await create({ name: `  ${name} `, permissions: ['audit.read', 'users.read'] })
    expect(added).toMatchObject({
      status: 201,
      body: {
        name,
        builtIn: false,
        permissions: ['users.read', 'audit.read'],
        userCount: 0,
        may: { change: true, assign: true },
      },
    })
    const { id } = added.body
    expect((await show(id)).body).toEqual(added.body)
    const changed = await change(id, { permissions: ['messages.read'] })
    expect(changed.body).toMatchObject({ name, permissions: ['messages.read'] })
    expect((await remove(id)).status).toBe(204)
    for (const call of [show, remove]) expect((await call(id)).status).toBe(404)
    expect((await change(id, {})).status).toBe(404)
  })

  test('changes what its users may do, from their next call on', async () => {
    const roleId = await createRole(service, ['users.read'])
    const { get } = await signInWith(service, [], { roleId })
    expect((await get('/users')).status).toBe(200)
    await change(roleId, { permissions: [] })
    expect((await get('/users')).status).toBe(403)
  })

  test('has a unique name, also when eight are created at the same time', async () => {
    const name = newName()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => create({ name, permissions: [] })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const { status, body } of answers.filter(({ status: each }) => each !== 201)) {
      expect({ status, body }).toMatchObject({
        status: 409,
        body: { code: 'conflict', errors: [{ pointer: '/name' }] },
      })
    }
    const other = await create({ name: newName(), permissions: [] })
    expect((await change(other.body.id, { name })).body.code).toBe('conflict')
  })

  test('that a user has can not be deleted, whether it is their first or an extra one; a deleted user keeps none', async () => {
    const roleId = await createRole(service, [])
    const first = await createUser(service.deps, { roleId, password: null })
    const other = await createUser(service.deps, { password: null })
    await service.deps.db.userRole.create({ data: { userId: other.id, roleId } })
    expect((await show(roleId)).body).toMatchObject({ userCount: 2 })
    expect(await remove(roleId)).toMatchObject({ status: 409, body: { code: 'conflict' } })
    await service.send('DELETE', `/users/${first.id}`, undefined, administrator)
    expect((await remove(roleId)).status).toBe(409)
    await service.send('PATCH', `/users/${other.id}`, { extraRoleIds: [] }, administrator)
    expect((await remove(roleId)).status).toBe(204)
  })

  test('is not deleted while it is being assigned to a user', async () => {
    const roleId = await createRole(service, [])
    const user = await createUser(service.deps, { password: null })
    const [deleted, given] = await Promise.all([
      remove(roleId),
      service.send('PATCH', `/users/${user.id}`, { roleId }, administrator),
    ])
    expect([deleted.status, given.status]).toEqual(deleted.status === 204 ? [204, 400] : [409, 200])
  })

  test.each([
    ['/name', { name: '  ', permissions: [] }],
    ['/permissions/0', { name: 'X', permissions: ['everything'] }],
    ['/permissions', { name: 'X', permissions: ['users.read', 'users.read'] }],
    ['/builtIn', { name: 'X', permissions: [], builtIn: true }],
  ])('is refused at %s', async (pointer, body) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } })
  })

  test('is recorded in the audit log with its previous state', async () => {
    const { id, name } = (await create({ name: newName(), permissions: ['audit.read'] })).body
    await change(id, { permissions: [] })
    await change(id, { permissions: [] })
    await remove(id)
    const events = await service.deps.db.auditEvent.findMany({
      where: { details: { path: ['roleId'], equals: id } },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action, details }) => ({ action, details }))).toEqual([
      { action: 'role.created', details: { roleId: id, name, permissions: ['audit.read'] } },
      {
        action: 'role.changed',
        details: {
          roleId: id,
          name,
          before: { name, permissions: ['audit.read'] },
          after: { name, permissions: [] },
        },
      },
      { action: 'role.deleted', details: { roleId: id, name, permissions: [] } },
    ])
  })
})

describe('no caller', () => {
  test('can put a permission into a role that they lack', async () => {
    const { cookies } = await keeper()
    const refused = { status: 403, body: { code: 'not-permitted' } }
    expect(await create({ name: newName(), permissions: ['audit.read'] }, cookies)).toMatchObject(
      refused,
    )
    const own = await create({ name: newName(), permissions: ['users.read'] }, cookies)
    expect(own.status).toBe(201)
    expect(
      await change(own.body.id, { permissions: ['users.read', 'audit.read'] }, cookies),
    ).toMatchObject(refused)
  })

  test('can change or delete a role of their own, not even an extra one', async () => {
    const { cookies, user } = await keeper()
    const extra = await createRole(service, ['users.read'])
    await service.deps.db.userRole.create({ data: { userId: user.id, roleId: extra } })
    for (const id of [user.roleId, extra]) {
      expect((await show(id, cookies)).body).toMatchObject({ may: { change: false } })
      expect((await change(id, { name: newName() }, cookies)).status).toBe(403)
      expect((await remove(id, cookies)).status).toBe(403)
    }
  })

  test('can change a role with more permissions than their own, or with a stronger user', async () => {
    const { cookies } = await keeper()
    const stronger = await createRole(service, ['audit.read'])
    const weaker = await createRole(service, ['users.read'])
    const user = await createUser(service.deps, { roleId: weaker, password: null })
    expect((await show(weaker, cookies)).body).toMatchObject({
      may: { change: true, assign: true },
    })
    await service.deps.db.userRole.create({ data: { userId: user.id, roleId: stronger } })
    expect((await show(weaker, cookies)).body).toMatchObject({
      may: { change: false, assign: true },
    })
    expect((await show(stronger, cookies)).body).toMatchObject({
      may: { change: false, assign: false },
    })
    for (const id of [weaker, stronger]) {
      expect((await change(id, { permissions: [] }, cookies)).status).toBe(403)
      expect((await remove(id, cookies)).status).toBe(403)
      expect((await change(id, { name: newName() })).status).toBe(200)
    }
  })

  test('can change a built-in role', async () => {
    for (const id of Object.values(builtInRoles)) {
      expect((await change(id, { name: newName() })).body.code).toBe('not-permitted')
      expect((await remove(id)).body.code).toBe('not-permitted')
    }
  })

  test('can give console access to a role, or remove it, ten minutes after the sign-in', async () => {
    const [opening, closed] = [
      await createRole(service, ['console.access']),
      await createRole(service, []),
    ]
    service.clock.advance(10 * minute + 1)
    for (const [id, permissions] of [
      [closed, ['console.access']],
      [opening, []],
    ] as const) {
      expect((await change(id, { permissions })).body.code).toBe('recent-sign-in-required')
    }
    expect((await change(closed, { permissions: ['users.read'] })).status).toBe(200)
  })

  test('can let device users into the console by a role that they have', async () => {
    const roleId = await createRole(service, [])
    await createUser(service.deps, { kind: 'device', roleId, password: null })
    expect((await change(roleId, { permissions: ['console.access'] })).status).toBe(409)
  })

  test('without roles.write can create or change roles; a caller who reads users reads roles', async () => {
    const { cookies } = await signInWith(service, ['users.read', 'users.write'])
    const roleId = await createRole(service, [])
    expect((await create({ name: newName(), permissions: [] }, cookies)).status).toBe(403)
    expect((await change(roleId, { name: newName() }, cookies)).status).toBe(403)
    expect((await remove(roleId, cookies)).status).toBe(403)
    expect((await show(roleId, cookies)).body).toMatchObject({
      may: { change: false, assign: true },
    })
    const { cookies: stranger } = await signInWith(service, ['contacts.read'])
    expect((await show(roleId, stranger)).status).toBe(403)
  })
})

test('roles are listed built-in ones first, then by name, page by page and back', async () => {
  for (const name of ['Zebra', 'älter', 'Apfel']) await create({ name, permissions: [] })
  const list = async (query: string) =>
    (await service.send('GET', `/roles?${query}`, undefined, administrator)).body as unknown as {
      items: { name: string; builtIn: boolean }[]
      nextCursor: string | null
      prevCursor: string | null
    }
  const whole = await list('limit=100')
  const names = whole.items.map(({ name }) => name)
  expect(names.slice(0, 5)).toEqual([
    'Administrator',
    'Community manager',
    'Device user',
    'Moderator',
    'Registered',
  ])
  const custom = names.slice(5)
  expect(custom).toEqual([...custom].sort((one, other) => one.localeCompare(other)))
  expect(custom).toEqual(expect.arrayContaining(['älter', 'Apfel', 'Zebra']))
  const walked: string[] = []
  let cursor: string | null = ''
  let prevCursor: string | null = null
  while (cursor !== null) {
    const page = await list(cursor ? `limit=4&cursor=${cursor}` : 'limit=4')
    walked.push(...page.items.map(({ name }) => name))
    ;({ nextCursor: cursor, prevCursor } = page)
  }
  expect(walked).toEqual(names)
  const back = await list(`limit=4&cursor=${prevCursor}`)
  const lastPage = names.length % 4 || 4
  expect(back.items.map(({ name }) => name)).toEqual(names.slice(-lastPage - 4, -lastPage))
  expect((await service.send('GET', '/roles?cursor=abc', undefined, administrator)).status).toBe(
    400,
  )
})

describe('a permission that nothing checks yet', () => {
  const coming = permissions.filter((permission) => !isOffered(permission))

  test('can not be put into a role: the answer names the field', async () => {
    const { body } = await create({ name: newName(), permissions: ['users.read'] })
    for (const permission of coming) {
      const given = { permissions: ['users.read', permission] }
      for (const answer of [
        await create({ name: newName(), ...given }),
        await change(body.id, given),
      ]) {
        expect(answer).toMatchObject({
          status: 400,
          body: { code: 'bad-request', errors: [{ pointer: '/permissions/1' }] },
        })
      }
    }
  })

  const read = async (id: string, by: Cookies) => {
    const answer = await service.app.inject({ url: `/api/v1/roles/${id}`, cookies: by })
    return answer.json<Role>()
  }

  test('is shown in no role and no session, even if the database has it', async () => {
    const held = await createRole(service, ['users.read', ...coming])
    for (const id of [builtInRoles.administrator, held]) {
      const { get } = await signInWith(service, [], { roleId: id })
      const shown = [
        (await read(id, administrator)).permissions,
        (await get('/sessions/current')).body.user.permissions,
      ]
      for (const each of shown)
        expect(each.filter((one: Permission) => !isOffered(one))).toEqual([])
      expect(shown[0]).toContain('users.read')
    }
  })

  test('prevents nobody from acting on users who have it, or from assigning the role', async () => {
    const held = await createRole(service, coming)
    const manager = await signInWith(service, ['users.write', 'users.read'])
    const user = await createUser(service.deps, { password: null, roleId: held })
    const path = `/users/${user.id}`
    const renamed = await service.send('PATCH', path, { displayName: 'New' }, manager.cookies)
    expect(renamed.status).toBe(200)
    expect((await read(held, manager.cookies)).may.assign).toBe(true)
  })
})
