import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Permission } from '@rekey/contracts/permissions'
import type { BatchUser, UserBatch } from '@rekey/contracts/user-batches'
import { advanceUserBatches } from '../src/features/user-batches/advance-user-batches.ts'
import { second } from '../src/lib/clock.ts'
import { userActs } from '../src/user-acts.ts'
import { type SignedIn, signInAs, signInWith } from './sign-in-with.ts'
import { type Answer, createTestApp, createUser, type NewUser, type TestApp } from './test-app.ts'

type Shown<Body> = Omit<Answer, 'body'> & { body: Body & Omit<Answer['body'], keyof Body> }
type Page = { items: BatchUser[]; nextCursor: string | null; prevCursor: string | null }

/** The service with an administrator, who may do everything to many users. */
export async function openWithUserBatches(env: Record<string, string> = {}) {
  const service = await createTestApp(env)
  const administrator = await signInWith(service, [], { roleId: builtInRoles.administrator })
  return { service, administrator, ...callsOf(service, administrator) }
}

export type WithUserBatches = Awaited<ReturnType<typeof openWithUserBatches>>

function callsOf(service: TestApp, administrator: SignedIn) {
  const call = async <Body>(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    by: SignedIn = administrator,
  ) => {
    // A session of its own, since tests move the clock.
    const cookies = await signInAs(service, by.user.id)
    const url = `/user-batches${path}`
    return (await service.send(method, url, body, cookies)) as unknown as Shown<Body>
  }
  const act = (id: string, verb: 'start' | 'stop' | 'retry' | 'close', by?: SignedIn) =>
    call<UserBatch>('POST', `/${id}/${verb}`, undefined, by)
  const create = (body: object, by?: SignedIn) => call<UserBatch>('POST', '', body, by)
  return {
    call,
    create,
    act,
    /** Makes a batch and starts it. */
    async begin(body: object, by?: SignedIn) {
      const { body: draft } = await create(body, by)
      await act(draft.id, 'start', by)
      return draft.id
    },
    show: async (id: string, by?: SignedIn) =>
      (await call<UserBatch>('GET', `/${id}`, undefined, by)).body,
    users: async (id: string, query = '', by?: SignedIn) =>
      (await call<Page>('GET', `/${id}/users${query}`, undefined, by)).body,
    /** One look of the worker: users have their turn, and mails are sent. */
    tick: () => tick(service),
    async tickFor(times: number) {
      for (let passed = 0; passed < times; passed += 1) await tick(service)
    },
    /** Somebody who may do all actions to ordinary users, and what else is given. */
    helper: (more: readonly Permission[] = []) =>
      signInWith(service, [
        'users.read',
        'users.write',
        'users.deactivate',
        'users.reset-password',
        ...more,
      ]),
    async createUsers(count: number, given: NewUser = {}) {
      const users = []
      for (let n = 0; n < count; n += 1) users.push(await createUser(service.deps, given))
      return users
    },
  }
}

async function tick(service: TestApp): Promise<void> {
  await advanceUserBatches(service.deps, userActs)
  await service.runJobs()
  service.clock.advance(second)
}
