import { randomUUID } from 'node:crypto'
import { type Cookies, createUser, type NewUser, type TestApp } from './test-app.ts'

export type SignedIn = {
  readonly user: Awaited<ReturnType<typeof createUser>>
  readonly cookies: Cookies
  /** GET below `/api/v1`, as a page of ours sends it. */
  get(path: string): ReturnType<TestApp['send']>
}

/** A new user with these permissions alone, signed in. */
export async function signInAs(
  service: TestApp,
  permissions: readonly string[],
  given: NewUser = {},
): Promise<SignedIn> {
  const role = await service.deps.db.role.create({
    data: { name: `Test ${randomUUID()}`, permissions: [...permissions] },
  })
  const user = await createUser(service.deps, { roleId: role.id, ...given })
  const typed = { username: user.username, password: 'correct horse battery' }
  const { cookies } = await service.send('POST', '/sessions', typed)
  return {
    user,
    cookies,
    get: (path) => service.send('GET', path, undefined, cookies),
  }
}
