import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Campaign, CampaignUser } from '@rekey/contracts/reset-campaigns'
import { advanceCampaigns } from '../src/features/campaigns/advance-campaigns.ts'
import { second } from '../src/lib/clock.ts'
import { type SignedIn, signInAs, signInWith } from './sign-in-with.ts'
import { type Answer, createTestApp, createUser, type TestApp } from './test-app.ts'

type Shown<Body> = Omit<Answer, 'body'> & { body: Body & Omit<Answer['body'], keyof Body> }
type Page = { items: CampaignUser[]; nextCursor: string | null; prevCursor: string | null }

export const actions = ['start', 'pause', 'resume', 'cancel', 'remind'] as const
export type Action = (typeof actions)[number]

/** The service with two administrators, who may both run campaigns. */
export async function openWithCampaigns(env: Record<string, string> = {}) {
  const service = await createTestApp(env)
  const given = { roleId: builtInRoles.administrator }
  const first = await signInWith(service, [], { ...given, displayName: 'Mika Ito' })
  const second = await signInWith(service, [], { ...given, displayName: 'Lena Voss' })
  return { service, first, second, ...callsOf(service, first) }
}

export type WithCampaigns = Awaited<ReturnType<typeof openWithCampaigns>>

function callsOf(service: TestApp, administrator: SignedIn) {
  const call = async <Body>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: object,
    by: SignedIn = administrator,
  ) => {
    // A session of its own, since tests move the clock by days.
    const cookies = await signInAs(service, by.user.id)
    return (await service.send(
      method,
      `/reset-campaigns${path}`,
      body,
      cookies,
    )) as unknown as Shown<Body>
  }
  const create = (body: object, by?: SignedIn) =>
    call<Campaign>('POST', '', { name: 'After the theft', reason, ...body }, by)
  const act = (id: string, action: Action, by?: SignedIn) =>
    call<Campaign>('POST', `/${id}/${action}`, undefined, by)
  return {
    call,
    create,
    act,
    show: async (id: string) => (await call<Campaign>('GET', `/${id}`)).body,
    users: (id: string, query = '') => call<Page>('GET', `/${id}/users${query}`),
    /** Makes users, and a draft for them. */
    async draftFor(count: number, body: object = {}) {
      const users = await createUsers(service, count)
      const { body: draft } = await create({ userIds: users.map(({ id }) => id), ...body })
      return { users, id: draft.id, draft }
    },
    /** A second of the worker: what is due is queued, and sent. */
    tick: () => tick(service),
    async tickFor(seconds: number) {
      for (let passed = 0; passed < seconds; passed += 1) await tick(service)
    },
  }
}

export const reason = 'A laptop with staff data was stolen.'

async function createUsers({ deps }: Pick<TestApp, 'deps'>, count: number) {
  const users = []
  for (let n = 0; n < count; n += 1) users.push(await createUser(deps))
  return users
}

async function tick(service: TestApp): Promise<void> {
  await advanceCampaigns(service.deps)
  await service.runJobs()
  service.clock.advance(second)
}
