import { randomUUID } from 'node:crypto'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Permission } from '@rekey/contracts/permissions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConnection } from '../../../testing/create-connection.ts'
import { createRole, signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'

let service: TestApp
let callers: Record<CallerName, Cookies>
let alsoReadsMessages: string

/** The permissions that a retailer's own administrator might have: contacts, and no console. */
const ofContacts: Permission[] = ['contacts.read', 'contacts.write', 'contacts.reset-password']

beforeAll(async () => {
  service = await createTestApp()
  const as = async (roleId: string) => (await signInWith(service, [], { roleId })).cookies
  callers = {
    administrator: await as(builtInRoles.administrator),
    manager: await as(builtInRoles.communityManager),
    moderator: await as(builtInRoles.moderator),
    'contact manager': (await signInWith(service, ofContacts)).cookies,
    device: await as(builtInRoles.deviceUser),
    nobody: await as(builtInRoles.registered),
  }
  alsoReadsMessages = await createRole(service, ['messages.read'])
})
afterAll(async () => service.close())

const targets = {
  member: () => ({ kind: 'member', roleId: builtInRoles.registered }) as const,
  device: () => ({ kind: 'device', roleId: builtInRoles.deviceUser }) as const,
  contact: () => ({ kind: 'contact', roleId: builtInRoles.registered }) as const,
  'stronger contact': () => ({ kind: 'contact', roleId: alsoReadsMessages }) as const,
  moderator: () => ({ kind: 'staff', roleId: builtInRoles.moderator }) as const,
  manager: () => ({ kind: 'staff', roleId: builtInRoles.communityManager }) as const,
  administrator: () => ({ kind: 'staff', roleId: builtInRoles.administrator }) as const,
}
type TargetName = keyof typeof targets
const callerNames = [
  'administrator',
  'manager',
  'moderator',
  'contact manager',
  'device',
  'nobody',
] as const
type CallerName = (typeof callerNames)[number]

const routes = {
  'change-user': ['PATCH', '', { displayName: 'Somebody Else' }],
  'deactivate-user': ['POST', '/deactivate', undefined],
  'reactivate-user': ['POST', '/reactivate', {}],
  'end-user-sessions': ['POST', '/end-sessions', undefined],
  'start-user-reset': ['POST', '/password-resets', {}],
  'start-address-check': ['POST', '/address-checks', undefined],
  'delete-user': ['DELETE', '', undefined],
} as const
type RouteName = keyof typeof routes

const weaker: TargetName[] = ['member', 'device', 'contact']
const everyone = Object.keys(targets) as TargetName[]
const upToManagers: TargetName[] = [...weaker, 'stronger contact', 'moderator', 'manager']
const upToModerators: TargetName[] = [...weaker, 'stronger contact', 'moderator']

/** On whom each caller may act; everything else is refused. */
const rules: Record<RouteName, Partial<Record<CallerName, TargetName[]>>> = {
  'change-user': { administrator: everyone, manager: upToManagers, 'contact manager': ['contact'] },
  'deactivate-user': { administrator: everyone, manager: upToManagers },
  'reactivate-user': { administrator: everyone, manager: upToManagers },
  'end-user-sessions': { administrator: everyone, manager: upToManagers },
  'start-user-reset': {
    administrator: everyone,
    manager: upToManagers,
    moderator: upToModerators,
    'contact manager': ['contact'],
    device: ['contact'],
  },
  'start-address-check': {
    administrator: everyone,
    manager: upToManagers,
    'contact manager': ['contact'],
  },
  'delete-user': { administrator: everyone, manager: upToManagers },
}

describe.each(Object.keys(routes) as RouteName[])('%s', (route) => {
  const cells = callerNames.flatMap((caller) =>
    everyone.map((target) => ({
      caller,
      target,
      isAllowed: rules[route][caller]?.includes(target) ?? false,
    })),
  )
  test.each(cells)('$caller on $target: $isAllowed', async ({ caller, target, isAllowed }) => {
    const user = await createUser(service.deps, { password: null, ...targets[target]() })
    const [method, path, body] = routes[route]
    const answer = await service.send(method, `/users/${user.id}${path}`, body, callers[caller])
    if (isAllowed) expect(answer.status).toBeLessThan(300)
    else expect(answer).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
  })
})

/**
 * Roles that are assigned, removed, changed or deleted: by their permissions, and by their users.
 */
const roles = {
  'a plain role': [],
  'a role of contacts': ['contacts.read', 'contacts.reset-password'],
  'a role of users': ['users.read', 'messages.read'],
  'a role of roles': ['roles.write'],
  'a role of the console': ['console.access'],
} as const satisfies Record<string, readonly Permission[]>
type RoleName = keyof typeof roles

const everyRole = Object.keys(roles) as RoleName[]
const ofManagers: RoleName[] = ['a plain role', 'a role of users', 'a role of the console']

/** What each caller may do with their own role; everything else is refused. */
const roleRules: Record<string, Partial<Record<CallerName, RoleName[]>>> = {
  'create-user': { administrator: everyRole, manager: ofManagers },
  'change-user': { administrator: everyRole, manager: ofManagers },
  'create-role': { administrator: everyRole },
  'change-role': { administrator: everyRole },
  'delete-role': { administrator: everyRole },
}

describe.each(Object.keys(roleRules))('%s', (route) => {
  const cells = callerNames.flatMap((caller) =>
    everyRole.map((role) => ({
      caller,
      role,
      isAllowed: roleRules[route]?.[caller]?.includes(role) ?? false,
    })),
  )
  test.each(cells)('$caller with $role: $isAllowed', async ({ caller, role, isAllowed }) => {
    const answer = await useRole(route, role, callers[caller])
    if (isAllowed) expect(answer.status).toBeLessThan(300)
    else expect(answer).toMatchObject({ status: 403, body: { code: 'not-permitted' } })
  })
})

async function useRole(route: string, role: RoleName, by: Cookies) {
  const name = `Role ${randomUUID()}`
  if (route === 'create-role') {
    return service.send('POST', '/roles', { name, permissions: roles[role] }, by)
  }
  const roleId = await createRole(service, roles[role])
  if (route === 'change-role') return service.send('PATCH', `/roles/${roleId}`, { name }, by)
  if (route === 'delete-role') return service.send('DELETE', `/roles/${roleId}`, undefined, by)
  const username = `${randomUUID()}@baltic.example`
  const given = { username, displayName: 'Rosa', kind: 'contact', roleId }
  if (route === 'create-user') return service.send('POST', '/users', given, by)
  const user = await createUser(service.deps, { kind: 'contact', password: null })
  return service.send('PATCH', `/users/${user.id}`, { roleId }, by)
}

test('providers can be managed only with sso.write', async () => {
  const connection = await createConnection(service.deps)
  const path = `/sso-connections/${connection.id}`
  const calls = [
    ['GET', '/sso-connections', undefined],
    ['GET', path, undefined],
    ['PATCH', path, { name: `Provider ${randomUUID()}` }],
    ['POST', `${path}/domains`, { domain: 'northwind.example' }],
    ['DELETE', path, undefined],
  ] as const
  const strangers = Object.entries(callers).filter(([name]) => name !== 'administrator')
  for (const [method, at, body] of calls) {
    for (const [, by] of strangers)
      expect((await service.send(method, at, body, by)).status).toBe(403)
    expect((await service.send(method, at, body, callers.administrator)).status).toBeLessThan(300)
  }
})

test('a caller for contacts only adds contacts, and can not change a contact’s kind or make one', async () => {
  const add = (kind: string) =>
    service.send(
      'POST',
      '/users',
      { username: `${kind}@baltic.example`, displayName: 'Rosa', kind },
      callers['contact manager'],
    )
  expect((await add('contact')).status).toBe(201)
  for (const kind of ['staff', 'device', 'member']) expect((await add(kind)).status).toBe(403)
  const contact = await createUser(service.deps, { kind: 'contact', password: null })
  const change = { kind: 'member' }
  const path = `/users/${contact.id}`
  expect((await service.send('PATCH', path, change, callers['contact manager'])).status).toBe(403)
})
