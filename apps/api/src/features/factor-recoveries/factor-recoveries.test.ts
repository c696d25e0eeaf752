import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey } from '../../../testing/create-api-key.ts'
import { signInAs } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { ask, createUserWithTotp } from '../../../testing/with-factor.ts'
import { hour, minute, second } from '../../lib/clock.ts'
import { finishFactorRecovery } from './finish-factor-recovery.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())

const helper = async (roleId: string = builtInRoles.administrator) => {
  const { id } = await createUser(service.deps, { roleId, password: null })
  return { id, cookies: await signInAs(service, id) }
}

const start = (userId: string, cookies: Cookies) =>
  ask(service, 'POST', `/users/${userId}/factor-recoveries`, { reason: 'Lost phone' }, cookies)
const confirm = (id: unknown, cookies: Cookies) =>
  ask(service, 'POST', `/factor-recoveries/${String(id)}/confirm`, undefined, cookies)
const cancel = (id: unknown, cookies: Cookies) =>
  ask(service, 'DELETE', `/factor-recoveries/${String(id)}`, undefined, cookies)
const factorsOf = (userId: string) => service.deps.db.secondFactor.count({ where: { userId } })

test('needs a second administrator and the waiting time, and then removes all', async () => {
  const { user } = await createUserWithTotp(service)
  const [one, other] = [await helper(), await helper()]
  const started = await start(user.id, one.cookies)
  expect(started.status).toBe(202)
  const { id } = started.body
  expect((await start(user.id, other.cookies)).body.code).toBe('conflict')
  expect((await confirm(id, one.cookies)).body.code).toBe('not-permitted')
  const confirmed = await confirm(id, other.cookies)
  const dueAt = new Date(service.clock.now().getTime() + 24 * hour)
  expect(confirmed).toMatchObject({ status: 200, body: { dueAt: dueAt.toISOString() } })
  expect((await confirm(id, (await helper()).cookies)).body.code).toBe('conflict')
  const shown = await ask(service, 'GET', `/users/${user.id}`, undefined, one.cookies)
  expect(shown.body.factorRecovery).toMatchObject({ id, confirmedBy: other.id })
  service.clock.advance(24 * hour - minute)
  await finishFactorRecovery(service.deps, String(id))
  expect(await factorsOf(user.id)).toBe(1)
  service.clock.advance(minute)
  await Promise.all([1, 2].map(() => finishFactorRecovery(service.deps, String(id))))
  expect(await factorsOf(user.id)).toBe(0)
  const where = { action: 'factor-recovery.completed', userId: user.id } as const
  expect(await service.deps.db.auditEvent.count({ where })).toBe(1)
  await service.runJobs()
  const subjects = (await service.mailsTo(user.username)).map(({ subject }) => subject)
  expect(subjects).toContain('Your second factors are about to be removed: Rekey')
  expect(subjects).toContain('A second factor was removed: Rekey')
})

test('is done at its time even if the job ran too early by the clock of its machine', async () => {
  const { user } = await createUserWithTotp(service)
  const [one, other] = [await helper(), await helper()]
  const { id } = (await start(user.id, one.cookies)).body
  await confirm(id, other.cookies)
  service.clock.advance(24 * hour - second)
  await service.runJobs({ later: true })
  expect(await factorsOf(user.id)).toBe(1)
  service.clock.advance(second)
  await service.runJobs({ later: true })
  expect(await factorsOf(user.id)).toBe(0)
})

const deactivate = ({ id }: { id: string }) =>
  service.deps.db.user.update({ where: { id }, data: { status: 'deactivated' } })
const takeRole = ({ id }: { id: string }) =>
  service.deps.db.user.update({ where: { id }, data: { roleId: builtInRoles.registered } })

test.each([
  ['the first administrator was deactivated', 0, deactivate],
  ['the second administrator was deactivated', 1, deactivate],
  ['the first administrator lost the role', 0, takeRole],
  ['the second administrator lost the role', 1, takeRole],
] as const)('is cancelled at its end if %s meanwhile', async (_, who, act) => {
  const { user } = await createUserWithTotp(service)
  const both = [await helper(), await helper()] as const
  const { id } = (await start(user.id, both[0].cookies)).body
  expect((await confirm(id, both[1].cookies)).status).toBe(200)
  await act(both[who])
  service.clock.advance(24 * hour)
  await service.runJobs({ later: true })
  expect(await factorsOf(user.id)).toBe(1)
  const where = { action: 'factor-recovery.cancelled', userId: user.id } as const
  const event = await service.deps.db.auditEvent.findFirstOrThrow({ where })
  expect(event.details).toEqual({ recoveryId: id, cause: 'permission' })
})

test('isn’t confirmed if the one who started it may no longer do so', async () => {
  const { user } = await createUserWithTotp(service)
  const [one, other] = [await helper(), await helper()]
  const { id } = (await start(user.id, one.cookies)).body
  await takeRole(one)
  expect((await confirm(id, other.cookies)).body.code).toBe('conflict')
  expect((await cancel(id, other.cookies)).status).toBe(204)
})

test('can be cancelled by an administrator, and by the user’s mail', async () => {
  const [one, other] = [await helper(), await helper()]
  const [first, next] = [await createUserWithTotp(service), await createUserWithTotp(service)]
  const cancelled = await start(first.user.id, one.cookies)
  expect((await cancel(cancelled.body.id, other.cookies)).status).toBe(204)
  expect((await confirm(cancelled.body.id, other.cookies)).status).toBe(404)
  const { id } = (await start(next.user.id, one.cookies)).body
  expect((await confirm(id, other.cookies)).status).toBe(200)
  await service.runJobs()
  const mails = await service.mailsTo(next.user.username)
  const mail = mails.find(({ subject }) => subject.startsWith('Your second factors are about'))
  const token = /\/not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1]
  await ask(service, 'POST', '/password-resets/disown', { token })
  service.clock.advance(24 * hour)
  await finishFactorRecovery(service.deps, String(id))
  expect(await factorsOf(next.user.id)).toBe(1)
})

test('is refused to weaker callers, for oneself, by API keys and for users without a second factor', async () => {
  const { user } = await createUserWithTotp(service, { roleId: builtInRoles.administrator })
  const plain = await createUser(service.deps)
  const [strong, weak] = [await helper(), await helper(builtInRoles.moderator)]
  expect((await start(user.id, weak.cookies)).body.code).toBe('not-permitted')
  expect((await start(user.id, await signInAs(service, user.id))).body.code).toBe('not-permitted')
  expect((await start(plain.id, strong.cookies)).body.code).toBe('conflict')
  const { key } = await createApiKey(service, ['users.reset-password'])
  const path = `/users/${plain.id}/factor-recoveries`
  const byKey = await service.sendAsApp('POST', path, { reason: 'x' }, key)
  expect(byKey.body.code).toBe('not-permitted')
  service.clock.advance(10 * minute + 1)
  expect((await start(user.id, strong.cookies)).body.code).toBe('recent-sign-in-required')
})
