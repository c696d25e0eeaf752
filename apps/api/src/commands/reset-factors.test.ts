import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInWith } from '../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'
import { ask, createUserWithTotp } from '../../testing/with-factor.ts'
import { finishFactorRecovery } from '../features/factor-recoveries/finish-factor-recovery.ts'
import { hour } from '../lib/clock.ts'
import { resetFactors } from './reset-factors.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())

const reset = (username: string) =>
  resetFactors({ ...service.deps, databaseUrl: service.databaseUrl }, username)
const events = (userId: string) =>
  service.deps.db.auditEvent.findMany({ where: { userId, action: 'factor-recovery.completed' } })

test('a single administrator who lost their second factors gets back in by the CLI', async () => {
  const password = 'Kettle-Harbour-41-Violin'
  const given = { roleId: builtInRoles.administrator, password }
  const { user } = await createUserWithTotp(service, given)
  const signIn = () => ask(service, 'POST', '/sessions', { username: user.username, password })
  expect((await signIn()).body.code).toBe('second-factor-required')
  const typed = ` ${user.username.toUpperCase()} `
  expect(await reset(typed)).toEqual({ username: user.username, removed: 1 })
  expect((await signIn()).status).toBe(201)
  expect(await service.deps.db.recoveryCode.count({ where: { userId: user.id } })).toBe(0)
  expect(await events(user.id)).toMatchObject([{ actorId: null, details: { by: 'cli' } }])
  await service.runJobs()
  const subjects = (await service.mailsTo(user.username)).map(({ subject }) => subject)
  expect(subjects).toContain('A second factor was removed: Rekey')
})

test('two at the same time remove them once, and a removal that waits ends', async () => {
  const { user } = await createUserWithTotp(service)
  const [one, other] = await Promise.all(
    ['one', 'other'].map(() => signInWith(service, [], { roleId: builtInRoles.administrator })),
  )
  const path = `/users/${user.id}/factor-recoveries`
  const started = await ask(service, 'POST', path, { reason: 'Lost phone' }, one?.cookies)
  const id = String(started.body.id)
  await ask(service, 'POST', `/factor-recoveries/${id}/confirm`, undefined, other?.cookies)
  const runs = await Promise.allSettled([reset(user.username), reset(user.username)])
  expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  service.clock.advance(24 * hour)
  await finishFactorRecovery(service.deps, id)
  expect(await events(user.id)).toHaveLength(1)
})

test('says that nobody has this name, or no second factor', async () => {
  await expect(reset('nobody@northwind.example')).rejects.toThrow(
    'There is no user nobody@northwind.example.',
  )
  const { username } = await createUser(service.deps, { password: null })
  await expect(reset(username)).rejects.toThrow(`${username} has no second factor.`)
})
