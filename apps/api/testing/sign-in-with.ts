import { randomUUID } from 'node:crypto'
import type { Permission } from '@rekey/contracts/permissions'
import { issueSession } from '../src/models/issue-session.ts'
import { type Cookies, createUser, type NewUser, type TestApp } from './test-app.ts'

/** A role with exactly these permissions. @returns its id */
export async function createRole({ deps }: TestApp, permissions: readonly Permission[]) {
  const name = `Role ${randomUUID().slice(0, 8)}`
  const role = await deps.db.role.create({ data: { name, permissions: [...permissions] } })
  return role.id
}

/** A user with exactly these permissions, signed in here without hashing a password. */
export async function signInWith(
  service: TestApp,
  permissions: readonly Permission[],
  given: NewUser = {},
) {
  const roleId = given.roleId ?? (await createRole(service, permissions))
  const user = await createUser(service.deps, { password: null, ...given, roleId })
  const cookies = await signInAs(service, user.id)
  const get = (path: string) => service.send('GET', path, undefined, cookies)
  return { user, cookies, get }
}

export type SignedIn = Awaited<ReturnType<typeof signInWith>>

export async function signInAs({ deps }: TestApp, userId: string): Promise<Cookies> {
  const at = deps.clock.now()
  const session = await deps.db.$transaction((tx) =>
    issueSession(tx, deps, {
      userId,
      openedBy: 'password',
      client: 'browser',
      mustChangePassword: false,
      device: null,
      at,
    }),
  )
  return { 'rekey-session': session.client === 'browser' ? session.secret : '' }
}
