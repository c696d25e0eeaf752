import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createConnection, linkUser } from '../../testing/create-connection.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../testing/test-app.ts'
import { isAdministratorLeft } from './administrators.ts'
import { replaceSettings } from './settings.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
beforeEach(async () => {
  await service.deps.db.$executeRaw`TRUNCATE users, sso_connections CASCADE`
  await setConsoleSignIn('any')
})
afterAll(async () => service.close())

const isLeft = () => service.deps.db.$transaction(isAdministratorLeft)
const setConsoleSignIn = (consoleSignIn: 'any' | 'sso-only') =>
  service.deps.db.$transaction((tx) =>
    replaceSettings(tx, { ...defaultSettings, consoleSignIn }, service.clock.now()),
  )
const add = (given: NewUser = {}) =>
  createUser(service.deps, { roleId: builtInRoles.administrator, password: null, ...given })

async function addElsewhere(isOn: boolean, given: NewUser = {}) {
  const user = await add(given)
  await linkUser(service.deps, await createConnection(service.deps, { enabled: isOn }), user.id)
  return user
}

test('an administrator counts by their first or an extra role, before their first password too', async () => {
  expect(await isLeft()).toBe(false)
  const { id: userId } = await add({ roleId: builtInRoles.registered })
  expect(await isLeft()).toBe(false)
  const roleId = builtInRoles.administrator
  await service.deps.db.userRole.create({ data: { userId, roleId } })
  expect(await isLeft()).toBe(true)
})

test.each([
  ['is deactivated', { status: 'deactivated' }],
  ['is a device user', { kind: 'device' }],
] as const)('an administrator who %s does not count', async (_what, given) => {
  await add(given)
  expect(await isLeft()).toBe(false)
})

test('an administrator who signs in at a provider counts while that provider is on', async () => {
  await addElsewhere(false)
  expect(await isLeft()).toBe(false)
  await service.deps.db.ssoConnection.updateMany({ data: { enabled: true } })
  expect(await isLeft()).toBe(true)
  await service.deps.db.ssoIdentity.updateMany({ data: { linkedAt: null } })
  expect(await isLeft()).toBe(false)
})

test('an administrator with a console password counts while the console takes passwords', async () => {
  const passwordHash = 'console password'
  const user = await addElsewhere(false, { passwordHash })
  expect(await isLeft()).toBe(true)
  await setConsoleSignIn('sso-only')
  expect(await isLeft()).toBe(false)
  await setConsoleSignIn('any')
  await service.deps.db.user.update({
    where: { id: user.id },
    data: { passwordBlockedAt: service.clock.now() },
  })
  expect(await isLeft()).toBe(false)
})
