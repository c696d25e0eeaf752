import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConnection } from '../../../testing/create-connection.ts'
import { findInTables } from '../../../testing/find-in-tables.ts'
import { type SignedIn, signInAs, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { hour, later } from '../../lib/clock.ts'
import { recordAudit } from '../../models/audit.ts'
import { sealAudit } from '../audit/seal-audit.ts'
import { verifyAudit } from '../audit/verify-audit.ts'
import { cleanUp } from '../maintenance/clean-up.ts'

let service: TestApp
let administrator: SignedIn

beforeAll(async () => {
  service = await createTestApp()
  administrator = await signInWith(service, [], { roleId: builtInRoles.administrator })
})
afterAll(async () => service.close())

const planted = ['quillfeather', 'ximena']
const as =
  (cookies: SignedIn['cookies']) =>
  (method: 'POST' | 'PATCH', path: string, body = {}) =>
    service.send(method, path, body, cookies)
const byAdministrator = (path: string, body = {}) => as(administrator.cookies)('POST', path, body)
const remove = (id: string) =>
  service.send('DELETE', `/users/${id}`, undefined, administrator.cookies)

/**
 * A user whose name and addresses get everywhere: they act, others act on them, and they get mails.
 */
async function plantUser() {
  await service.send('POST', '/password-resets', { username: 'XIMÉNA@quillfeather.example' })
  await service.runJobs()
  const user = await createUser(service.deps, {
    username: 'xiména@quillfeather.example',
    displayName: 'Ximena Quillfeather',
    emailTo: 'mail@quillfeather.example',
    roleId: builtInRoles.administrator,
  })
  const { username, id } = user
  await service.send('POST', '/sessions', { username, password: 'wrong' })
  await service.send('POST', '/sessions', { username, password: 'correct horse battery' })
  await service.send('POST', '/password-resets', { username })
  await byAdministrator(`/users/${id}/password-resets`, { reason: 'Ximena asked by phone' })
  await byAdministrator(`/users/${id}/address-checks`)
  await as(administrator.cookies)('PATCH', `/users/${id}`, { emailTo: 'new@quillfeather.example' })
  await service.runJobs()
  await plantBehind(id)
  return { id }
}

/** Text from outside: the mail server's words, and reports of a provider. */
async function plantBehind(userId: string) {
  const { db } = service.deps
  const at = service.clock.now()
  const message = await db.message.findFirstOrThrow({ where: { userId } })
  const detail = '550 5.1.1 <mail@quillfeather.example>: no such user'
  await db.messageEvent.create({ data: { messageId: message.id, status: 'refused', at, detail } })
  const { id: connectionId } = await createConnection(service.deps)
  const subject = 'ximena@quillfeather.example'
  await db.ssoIdentity.create({
    data: { connectionId, issuer: 'https://idp.example', subject, userId, linkedAt: at },
  })
  const [secretHash, expiresAt] = [Buffer.alloc(32, 1), later(at, hour)]
  await db.ssoFlow.create({
    data: {
      secretHash,
      connectionId,
      purpose: 'test',
      userId,
      createdAt: at,
      expiresAt,
      returnTo: '/users?search=ximena',
    },
  })
}

test('a name and an address are in no table after their user was deleted', async () => {
  const { id } = await plantUser()
  const other = await createUser(service.deps, { displayName: 'Jane Doe' })
  const session = await signInAs(service, id)
  await as(session)('POST', `/users/${other.id}/end-sessions`)
  const before = await findInTables(service.databaseUrl, planted)
  for (const table of ['users', 'resets', 'messages', 'message_events', 'audit_personal']) {
    expect(before).toContain(`public.${table}: quillfeather`)
  }
  expect((await remove(id)).status).toBe(204)
  await service.runJobs()
  expect(await findInTables(service.databaseUrl, planted)).toEqual([])
})

test('the audit log says "deleted user" and a short id, and stays whole', async () => {
  const user = await createUser(service.deps, { roleId: builtInRoles.administrator })
  const other = await createUser(service.deps, { displayName: 'Jane Doe' })
  const session = await signInAs(service, user.id)
  await as(session)('POST', `/users/${other.id}/end-sessions`)
  await byAdministrator(`/users/${user.id}/end-sessions`)
  await remove(user.id)
  const { body } = await administrator.get('/audit-events?limit=100')
  const { items } = body as unknown as { items: { action: string; [name: string]: unknown }[] }
  const of = (action: string) => items.filter((event) => event.action === action)
  const displayName = expect.stringMatching(/^deleted user [0-9A-HJKMNP-TV-Z]{4}$/)
  const deleted = { id: user.id, displayName, deleted: true }
  expect(of('user.deleted').at(0)).toMatchObject({ user: deleted, ip: '127.0.0.1' })
  expect(of('user.sessions-ended').slice(0, 2)).toMatchObject([
    { user: deleted, ip: null },
    { actor: deleted, user: { displayName: 'Jane Doe' }, ip: null },
  ])
  expect(of('personal-details.erased').at(0)).toMatchObject({
    user: deleted,
    details: { events: expect.any(Number) },
  })
  await sealAudit(service.deps)
  expect(await verifyAudit(service.deps)).toMatchObject({ ok: true, faults: [] })
})

test('facts about permissions are kept after their user is deleted', async () => {
  const user = await createUser(service.deps, { displayName: 'Ximena' })
  const change = { roleId: builtInRoles.moderator, displayName: 'Ximena Two' }
  await as(administrator.cookies)('PATCH', `/users/${user.id}`, change)
  await remove(user.id)
  const query = `/audit-events?action=user.changed&userId=${user.id}`
  const { body } = await administrator.get(query)
  const { items } = body as unknown as { items: { details: unknown }[] }
  expect(items[0]?.details).toEqual({
    fields: ['displayName', 'role'],
    before: { role: 'Registered' },
    after: { role: 'Moderator' },
  })
})

test('an act at the same time as the deletion may leave data, which is erased in the night', async () => {
  const user = await createUser(service.deps)
  await remove(user.id)
  const { db } = service.deps
  const at = service.clock.now()
  await recordAudit(db, {
    action: 'settings.changed',
    at,
    userId: user.id,
    personal: { username: 'Ximena' },
  })
  const common = { userId: user.id, keyId: 'test', origin: 'started' } as const
  await db.reset.create({
    data: {
      ...common,
      id: randomUUID(),
      purpose: 'reset',
      address: 'late@quillfeather.example',
      createdAt: at,
      endedAt: at,
      endReason: 'cancelled',
    },
  })
  await cleanUp(service.deps)
  expect(await findInTables(service.databaseUrl, planted)).toEqual([])
  const run = await db.maintenanceRun.findUniqueOrThrow({ where: { name: 'clean-up' } })
  expect(run.details).toMatchObject({ erasedUsers: 1 })
  await sealAudit(service.deps)
  expect(await verifyAudit(service.deps)).toMatchObject({ ok: true })
})
