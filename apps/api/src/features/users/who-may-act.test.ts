import type { Permission } from '@rekey/contracts/permissions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtInRoles } from '../../models/roles.ts'
import { createRole, signInWith } from '../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'

let service: TestApp
let callers: Record<CallerName, Cookies>
let alsoReadsMessages: string

/** What a retailer's own administrator might hold: contacts, and no console. */
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
type CallerName =
  | 'administrator'
  | 'manager'
  | 'moderator'
  | 'contact manager'
  | 'device'
  | 'nobody'

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

/** Whom each caller may act on; all that isn't named is refused. */
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
  const callerNames = [
    'administrator',
    'manager',
    'moderator',
    'contact manager',
    'device',
    'nobody',
  ] as const
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

test('whoever may change contacts alone adds contacts, and turns nobody into or out of one', async () => {
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
