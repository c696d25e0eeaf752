import { randomUUID } from 'node:crypto'
import type { AuditAction } from '@rekey/contracts/audit-actions'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { BatchAction } from '@rekey/contracts/user-batches'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countStatements } from '../../../testing/count-statements.ts'
import { createManyUsers } from '../../../testing/many-users.ts'
import { createRole, signInWith } from '../../../testing/sign-in-with.ts'
import { createUser, type NewUser } from '../../../testing/test-app.ts'
import { openWithUserBatches, type WithUserBatches } from '../../../testing/with-user-batches.ts'
import { minute } from '../../lib/clock.ts'
import { userActs } from '../../user-acts.ts'
import { actOnNext } from './act-on-next.ts'

let open: WithUserBatches

beforeAll(async () => {
  open = await openWithUserBatches()
})
afterAll(async () => open.service.close())

const invited: NewUser = { password: null }
const idsOf = (users: readonly { id: string }[]) => users.map(({ id }) => id)
const find = (id: string) => open.service.deps.db.user.findUniqueOrThrow({ where: { id } })
const audited = (userId: string, action: AuditAction) =>
  open.service.deps.db.auditEvent.count({ where: { userId, action } })

describe('a preview', () => {
  test('does nothing, and says who is left out and why', async () => {
    const { deps } = open.service
    const users = [
      await createUser(deps, invited),
      await createUser(deps, { ...invited, status: 'deactivated' }),
      await createUser(deps, { ...invited, username: `plain-${randomUUID()}`, kind: 'member' }),
      await createUser(deps, { ...invited, signInMethod: 'sso' }),
      await createUser(deps),
    ]
    const ids = idsOf(users)
    const { status, body } = await open.create({
      action: 'send-invitations',
      userIds: [...ids, ids[0], randomUUID()],
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'draft', codeHours: 168, startedAt: null })
    expect(body.counts).toEqual({
      matched: 6,
      toDo: 1,
      waiting: 1,
      sending: 0,
      done: 0,
      failed: 0,
      stopped: 0,
      excluded: {
        'user-deactivated': 1,
        'no-address': 1,
        'signs-in-elsewhere': 1,
        'has-password': 1,
        'no-such-user': 1,
      },
    })
    await open.tick()
    expect(await open.service.mailsTo(users[0]?.username ?? '')).toEqual([])
    const { items } = await open.users(body.id, '?outcome=left-out&limit=2')
    expect(items).toMatchObject([
      { user: { id: ids[1], displayName: 'Jane Doe' }, reason: 'user-deactivated' },
      { user: { id: ids[2] }, reason: 'no-address', advice: expect.any(String) },
    ])
    expect((await open.call<{ items: unknown[] }>('GET', '')).body.items).toEqual([])
  })

  test.each<[BatchAction, NewUser, string]>([
    ['start-resets', { status: 'deactivated' }, 'user-deactivated'],
    ['deactivate', { status: 'deactivated' }, 'user-deactivated'],
    ['reactivate', {}, 'user-active'],
    ['end-sessions', { status: 'deactivated' }, 'user-deactivated'],
    ['deactivate', { roleId: builtInRoles.administrator }, 'beyond-permissions'],
    ['end-sessions', { roleId: builtInRoles.moderator }, 'beyond-permissions'],
  ])('of %s leaves out %j: %s', async (action, given, reason) => {
    const helper = await open.helper()
    const user = await createUser(open.service.deps, given)
    const { body } = await open.create({ action, userIds: [user.id] }, helper)
    expect(body.counts).toMatchObject({ toDo: 0, excluded: { [reason]: 1 } })
    const start = await open.act(body.id, 'start', helper)
    expect([start.status, start.body.code]).toEqual([409, 'conflict'])
  })

  test.each<BatchAction>(['deactivate', 'end-sessions', 'change-role'])(
    'of %s leaves out the caller',
    async (action) => {
      const { administrator, create } = open
      const role = action === 'change-role' ? { roleId: builtInRoles.registered } : {}
      const { body } = await create({ action, userIds: [administrator.user.id], ...role })
      expect(body.counts).toMatchObject({ toDo: 0, excluded: { yourself: 1 } })
    },
  )

  test('of a role leaves out users who have it, and device users if it opens the console', async () => {
    const { deps } = open.service
    const roleId = builtInRoles.moderator
    const users = [
      await createUser(deps, { roleId }),
      await createUser(deps, { kind: 'device', roleId: builtInRoles.deviceUser }),
      await createUser(deps),
    ]
    const { body } = await open.create({ action: 'change-role', roleId, userIds: idsOf(users) })
    expect(body).toMatchObject({ role: { id: roleId, name: 'Moderator' } })
    expect(body.counts).toMatchObject({ toDo: 1, excluded: { 'has-role': 1, 'device-user': 1 } })
  })

  test('takes the filters of the list of users', async () => {
    const organization = `Shop ${randomUUID()}`
    for (const kind of ['contact', 'contact', 'member'] as const) {
      await createUser(open.service.deps, { organization, kind })
    }
    const filter = { search: organization, kind: 'contact' }
    const { body } = await open.create({ action: 'deactivate', filter })
    expect(body.counts).toMatchObject({ matched: 2, toDo: 2 })
  })

  test.each([
    [{ action: 'deactivate' }, '/filter'],
    [{ action: 'deactivate', filter: {}, userIds: [randomUUID()] }, '/filter'],
    [{ action: 'deactivate', userIds: [] }, '/userIds'],
    [{ action: 'delete', filter: {} }, '/action'],
    [{ action: 'change-role', filter: {} }, '/roleId'],
    [{ action: 'deactivate', filter: {}, roleId: randomUUID() }, '/roleId'],
    [{ action: 'change-role', filter: {}, roleId: randomUUID() }, '/roleId'],
  ])('is refused if its fields don’t fit: %j', async (body, pointer) => {
    const answer = await open.create(body)
    expect(answer.body).toMatchObject({ code: 'bad-request', errors: [{ pointer }] })
  })

  test('needs the permission of the single action, and the right to see users', async () => {
    const reader = await signInWith(open.service, ['users.read', 'users.write'])
    const blind = await signInWith(open.service, ['users.deactivate'])
    for (const by of [reader, blind]) {
      const { status, body } = await open.create({ action: 'deactivate', filter: {} }, by)
      expect([status, body.code]).toEqual([403, 'not-permitted'])
    }
  })

  test('of a role that the caller may not give is refused', async () => {
    const helper = await open.helper()
    const roleId = await createRole(open.service, ['settings.write'])
    const { body } = await open.create({ action: 'change-role', roleId, filter: {} }, helper)
    expect(body).toMatchObject({ code: 'not-permitted', detail: expect.stringContaining('role') })
  })

  test('belongs to the person who made it', async () => {
    const { body: draft } = await open.create({ action: 'deactivate', filter: { search: 'zzz' } })
    const other = await signInWith(open.service, [], { roleId: builtInRoles.administrator })
    const answers = [
      await open.call('GET', `/${draft.id}`, undefined, other),
      await open.call('GET', `/${draft.id}/users`, undefined, other),
      await open.act(draft.id, 'start', other),
      await open.act(draft.id, 'close', other),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  })
})

describe('a batch', () => {
  test('sends invitations behind all other mails, and is completed when they have left', async () => {
    const users = await open.createUsers(3, invited)
    const id = await open.begin({ action: 'send-invitations', userIds: idsOf(users) })
    await open.tickFor(2)
    expect(await open.show(id)).toMatchObject({ status: 'completed', counts: { toDo: 3, done: 3 } })
    for (const { id: userId, username } of users) {
      expect(await open.service.mailsTo(username)).toHaveLength(1)
      expect(await audited(userId, 'password-reset.started')).toBe(1)
    }
    const mails = await open.service.deps.db.message.findMany({
      where: { userId: { in: idsOf(users) } },
    })
    expect(mails.map(({ lane, template }) => [lane, template])).toEqual(
      users.map(() => [0, 'create-password']),
    )
  })

  test('invites contacts by link and code too, and nobody who signs in at a provider', async () => {
    const { deps } = open.service
    const [contact] = await open.createUsers(1, { ...invited, kind: 'contact' })
    const admin = await createUser(deps, {
      ...invited,
      signInMethod: 'sso',
      roleId: builtInRoles.administrator,
    })
    const userIds = [contact?.id, admin.id]
    const { body } = await open.create({ action: 'send-invitations', userIds })
    expect(body.counts).toMatchObject({ toDo: 1, excluded: { 'signs-in-elsewhere': 1 } })
    await open.act(body.id, 'start')
    await open.tick()
    const where = { userId: contact?.id ?? '' }
    expect(await deps.db.message.findMany({ where })).toMatchObject([
      { template: 'create-password' },
    ])
  })

  test('starts resets', async () => {
    const users = await open.createUsers(2)
    await open.begin({ action: 'start-resets', userIds: idsOf(users) })
    await open.tickFor(2)
    for (const { username } of users) expect(await open.service.mailsTo(username)).toHaveLength(1)
  })

  test('deactivates, reactivates, and ends sessions, with the audit events of single acts', async () => {
    const users = await open.createUsers(2)
    const [first] = users
    await signInWith(open.service, [], { username: `${randomUUID()}@northwind.example` })
    const act = async (action: BatchAction) => {
      const id = await open.begin({ action, userIds: idsOf(users) })
      await open.tick()
      expect(await open.show(id)).toMatchObject({ status: 'completed', counts: { done: 2 } })
    }
    await act('end-sessions')
    await act('deactivate')
    expect((await find(first?.id ?? '')).status).toBe('deactivated')
    await act('reactivate')
    expect(await find(first?.id ?? '')).toMatchObject({
      status: 'active',
      mustChangePassword: true,
    })
    for (const action of ['user.sessions-ended', 'user.deactivated', 'user.reactivated'] as const) {
      expect(await audited(first?.id ?? '', action)).toBe(1)
    }
  })

  test('changes the primary role, and keeps extra roles', async () => {
    const [user] = await open.createUsers(1)
    const id = user?.id ?? ''
    const roleId = await createRole(open.service, ['messages.read'])
    const extra = await createRole(open.service, ['audit.read'])
    await open.service.deps.db.userRole.create({ data: { userId: id, roleId: extra } })
    await open.begin({ action: 'change-role', roleId, userIds: [id] })
    await open.tick()
    expect((await find(id)).roleId).toBe(roleId)
    expect(await open.service.deps.db.userRole.count({ where: { userId: id } })).toBe(1)
  })

  test('that changes a role to one with console access needs a recent sign-in, once', async () => {
    const { service, administrator } = open
    const [user] = await open.createUsers(1)
    const body = { action: 'change-role', roleId: builtInRoles.moderator, userIds: [user?.id] }
    const { body: draft } = await open.create(body)
    const { cookies } = administrator
    service.clock.advance(11 * minute)
    const stale = await service.send('POST', `/user-batches/${draft.id}/start`, undefined, cookies)
    expect(stale.body.code).toBe('recent-sign-in-required')
    expect((await open.act(draft.id, 'start')).status).toBe(200)
    service.clock.advance(30 * minute)
    await open.tick()
    expect((await find(user?.id ?? '')).roleId).toBe(builtInRoles.moderator)
  })

  test('notes its start and its end in the audit log, and forgets the address it came from', async () => {
    const { db } = open.service.deps
    const users = await open.createUsers(2)
    const id = await open.begin({ action: 'deactivate', userIds: idsOf(users) })
    expect((await db.userBatch.findUniqueOrThrow({ where: { id } })).ip).toBe('127.0.0.1')
    await open.tick()
    expect((await db.userBatch.findUniqueOrThrow({ where: { id } })).ip).toBeNull()
    const events = await db.auditEvent.findMany({ orderBy: { id: 'asc' } })
    const own = events.filter(({ details }) => JSON.stringify(details).includes(id))
    expect(own.map(({ action, details }) => [action, details])).toEqual([
      ['user-batch.started', { batchId: id, action: 'deactivate', users: 2 }],
      ['user-batch.completed', { batchId: id, action: 'deactivate', done: 2, failed: 0 }],
    ])
  })

  test('is listed until its result is closed', async () => {
    const list = async () =>
      (await open.call<{ items: { id: string }[] }>('GET', '')).body.items.map(({ id }) => id)
    const [user] = await open.createUsers(1)
    const id = await open.begin({ action: 'deactivate', userIds: [user?.id] })
    expect(await list()).toContain(id)
    expect((await open.act(id, 'close')).body.code).toBe('conflict')
    await open.tick()
    expect(await list()).toContain(id)
    expect((await open.act(id, 'close')).status).toBe(200)
    expect((await open.act(id, 'close')).status).toBe(200)
    expect(await list()).not.toContain(id)
  })

  test('acts on the users of its preview alone, whatever matches the filter later', async () => {
    const organization = `Shop ${randomUUID()}`
    const [before] = await open.createUsers(1, { organization })
    const { body } = await open.create({ action: 'deactivate', filter: { search: organization } })
    const [after] = await open.createUsers(1, { organization })
    await open.act(body.id, 'start')
    await open.tick()
    const statuses = [(await find(before?.id ?? '')).status, (await find(after?.id ?? '')).status]
    expect(statuses).toEqual(['deactivated', 'active'])
  })
})

describe('many users', () => {
  test('more than a batch may have are refused before anything is stored', async () => {
    const house = await openWithUserBatches()
    await createManyUsers(house.service.databaseUrl, 10_001)
    const refused = await house.create({ action: 'deactivate', filter: {} })
    expect(refused.body).toMatchObject({
      code: 'bad-request',
      detail: 'Choose at most 10000 users.',
    })
    const resets = await house.create({ action: 'start-resets', filter: {} })
    expect(resets.body.detail).toContain('campaign')
    expect(await house.service.deps.db.userBatch.count()).toBe(0)
    const ten = await house.create({ action: 'deactivate', filter: { search: 'u1' } })
    expect(ten.body.counts.matched).toBeGreaterThan(100)
    await house.service.close()
  })

  test('each costs the same few statements, however many there are', async () => {
    const house = await openWithUserBatches()
    const { databaseUrl, deps } = house.service
    await createManyUsers(databaseUrl, 2_000)
    const id = await house.begin({ action: 'deactivate', filter: { kind: 'staff' } })
    const costOf = async () => (await countStatements(() => actOnNext(deps, userActs, id))).length
    const first = await costOf()
    for (let turn = 0; turn < 20; turn += 1) await actOnNext(deps, userActs, id)
    expect(await costOf()).toBeLessThanOrEqual(first)
    expect(first).toBeLessThan(30)
    expect((await house.show(id)).counts).toMatchObject({ toDo: 2_000, done: 22 })
    await house.service.close()
  })
})
