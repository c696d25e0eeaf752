import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiKey } from '../../../testing/create-api-key.ts'
import { createManyUsers } from '../../../testing/many-users.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createUser } from '../../../testing/test-app.ts'
import {
  type Action,
  actions,
  openWithCampaigns,
  reason,
  type WithCampaigns,
} from '../../../testing/with-campaigns.ts'
import { day } from '../../lib/clock.ts'
import { advanceCampaigns } from './advance-campaigns.ts'

let open: WithCampaigns

beforeAll(async () => {
  open = await openWithCampaigns()
})
afterAll(async () => open.service.close())

/** How a campaign gets into each status. */
const ways = {
  draft: [],
  running: ['start'],
  paused: ['start', 'pause'],
  cancelled: ['start', 'cancel'],
  completed: ['start'],
} as const satisfies Record<string, readonly Action[]>

type Status = keyof typeof ways

async function campaignIn(status: Status): Promise<string> {
  const { id } = await open.draftFor(2)
  for (const action of ways[status]) await open.act(id, action)
  if (status === 'completed') await open.tickFor(3)
  expect((await open.show(id)).status).toBe(status)
  return id
}

const after: Record<Status, Partial<Record<Action, Status>>> = {
  draft: { start: 'running', cancel: 'cancelled' },
  running: { pause: 'paused', cancel: 'cancelled' },
  paused: { resume: 'running', cancel: 'cancelled' },
  completed: { remind: 'completed' },
  cancelled: {},
}

const statuses = Object.keys(ways) as Status[]
const cases = statuses.flatMap((status) =>
  actions.map((action) => ({ status, action, result: after[status][action] ?? 'refused' })),
)

test.each(cases)('a $status campaign and $action: $result', async ({ status, action, result }) => {
  const id = await campaignIn(status)
  const answer = await open.act(id, action)
  if (result === 'refused') {
    expect(answer.body).toMatchObject({ status: 409, code: 'conflict' })
    expect((answer.body as unknown as { detail: string }).detail).toMatch(/^[A-Z].*\.$/)
    expect((await open.show(id)).status).toBe(status)
  } else {
    expect(answer).toMatchObject({ status: 200, body: { status: result } })
  }
})

test.each(statuses)('the pace of a %s campaign changes only before its end', async (status) => {
  const id = await campaignIn(status)
  const answer = await open.call('PATCH', `/${id}`, { perMinute: 7 })
  const isOver = status === 'completed' || status === 'cancelled'
  expect(answer.status).toBe(isOver ? 409 : 200)
})

test('of sixteen parallel starts, one starts the campaign', async () => {
  const { id } = await open.draftFor(1)
  const answers = await Promise.all(Array.from({ length: 16 }, () => open.act(id, 'start')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(15)
  const { history } = await open.show(id)
  expect(history.filter(({ step }) => step === 'started')).toHaveLength(1)
})

test('a campaign that nobody has is not found', async () => {
  const id = '00000000-0000-4000-8000-00000000000f'
  for (const path of [`/${id}/start`, `/${id}/pause`, `/${id}/remind`]) {
    expect((await open.call('POST', path)).status).toBe(404)
  }
  expect((await open.call('GET', `/${id}`)).status).toBe(404)
  expect((await open.call('GET', `/${id}/users`)).status).toBe(404)
})

test('a draft whose users can’t get a mail is not started', async () => {
  const user = await createUser(open.service.deps, { status: 'deactivated' })
  const { body } = await open.create({ userIds: [user.id] })
  expect(body.mayStart).toBe(false)
  expect((await open.act(body.id, 'start')).status).toBe(409)
})

describe('a second administrator', () => {
  test('starts a campaign for somebody who opens the console', async () => {
    const { body } = await open.create({ userIds: [open.second.user.id] })
    expect(body).toMatchObject({ secondAdministrator: ['console-users'], mayStart: false })
    const own = await open.act(body.id, 'start')
    expect(own.body).toMatchObject({
      code: 'not-permitted',
      detail: expect.stringMatching(/second/),
    })
    expect((await open.act(body.id, 'start', open.second)).status).toBe(200)
    expect(await open.show(body.id)).toMatchObject({ startedBy: { displayName: 'Lena Voss' } })
  })

  test('starts a campaign for more than a thousand users', async () => {
    const names = await createManyUsers(open.service.databaseUrl, 1_001)
    const users = await open.service.deps.db.user.findMany({ where: { username: { in: names } } })
    const ids = users.map(({ id }) => id)
    const few = await open.create({ userIds: ids.slice(0, 1_000) })
    expect(few.body).toMatchObject({ secondAdministrator: [], mayStart: true })
    const many = await open.create({ userIds: ids })
    expect(many.body).toMatchObject({ secondAdministrator: ['many-users'], mayStart: false })
    expect((await open.act(many.body.id, 'start')).status).toBe(403)
  })

  test('is needed if a user got access to the console after the draft was made', async () => {
    const user = await createUser(open.service.deps)
    const { body } = await open.create({ userIds: [user.id] })
    expect(body.mayStart).toBe(true)
    const { roleId } = open.second.user
    await open.service.deps.db.user.update({ where: { id: user.id }, data: { roleId } })
    expect((await open.act(body.id, 'start')).status).toBe(403)
  })

  test('is not the creator’s own API key, nor the creator behind an API key', async () => {
    const { service, first } = open
    const key = await createApiKey(service, ['console.access', 'campaigns.write'], first)
    const userIds = [(await createConsoleUser()).id]
    const byPerson = await open.create({ userIds })
    const started = await key.call('POST', `/reset-campaigns/${byPerson.body.id}/start`)
    expect(started.status).toBe(403)
    const byKey = await key.call('POST', '/reset-campaigns', { name: 'x', reason, userIds })
    expect((await open.act((byKey.body as { id: string }).id, 'start')).status).toBe(403)
  })

  test('is needed again to resume, if the person who started it lost the permission', async () => {
    const helper = await signInWith(open.service, ['campaigns.write', 'console.access'])
    const { body } = await open.create({ userIds: [(await createConsoleUser()).id] })
    await open.act(body.id, 'start', helper)
    await open.service.send('POST', `/users/${helper.user.id}/deactivate`, {}, open.first.cookies)
    await open.tick()
    expect(await open.show(body.id)).toMatchObject({
      status: 'paused',
      pause: { cause: 'starter' },
    })
    expect((await open.act(body.id, 'resume')).status).toBe(403)
    expect((await open.act(body.id, 'resume', open.second)).status).toBe(200)
    await open.tickFor(3)
    expect(await open.show(body.id)).toMatchObject({ status: 'completed' })
  })

  const createConsoleUser = async () => (await signInWith(open.service, ['console.access'])).user
})

describe('the person who started it', () => {
  test('may no longer run campaigns: it pauses with this cause', async () => {
    const { service } = open
    const helper = await signInWith(service, ['campaigns.write', 'console.access'])
    const { id } = await open.draftFor(3)
    await open.act(id, 'start', helper)
    await service.deps.db.role.update({
      where: { id: helper.user.roleId },
      data: { permissions: ['console.access'] },
    })
    await open.tick()
    const campaign = await open.show(id)
    expect(campaign).toMatchObject({ status: 'paused', pause: { cause: 'starter', by: null } })
    expect(campaign.counts.queued).toBe(3)
  })

  test('had an API key that was deleted: it pauses', async () => {
    const { service } = open
    const key = await createApiKey(service, ['campaigns.write'])
    const { id } = await open.draftFor(3)
    await key.call('POST', `/reset-campaigns/${id}/start`)
    await service.deps.db.apiKey.update({
      where: { id: key.id },
      data: { deletedAt: service.clock.now() },
    })
    await open.tick()
    expect(await open.show(id)).toMatchObject({ status: 'paused', pause: { cause: 'starter' } })
  })

  test('reported a stolen password: it pauses', async () => {
    const { service } = open
    const helper = await signInWith(service, ['campaigns.write', 'console.access'])
    const { id } = await open.draftFor(3)
    await open.act(id, 'start', helper)
    await service.deps.db.user.update({
      where: { id: helper.user.id },
      data: { passwordBlockedAt: service.clock.now() },
    })
    await open.tick()
    expect(await open.show(id)).toMatchObject({ status: 'paused', pause: { cause: 'starter' } })
  })

  test('is one of the users whose passwords it blocks: it goes on', async () => {
    const { service } = open
    const given = { password: 'correct horse battery' }
    const starter = await signInWith(service, ['campaigns.write', 'console.access'], given)
    const users = [starter.user, await createUser(service.deps), await createUser(service.deps)]
    const body = { userIds: users.map(({ id }) => id), blockCurrentPassword: true, perMinute: 60 }
    const draft = await open.create(body)
    await open.act(draft.body.id, 'start', starter)
    await open.tickFor(5)
    expect(await open.show(draft.body.id)).toMatchObject({
      status: 'completed',
      counts: { accepted: 3 },
    })
  })

  test('lacks a permission that a user has: that user is left out', async () => {
    const { service } = open
    const helper = await signInWith(service, ['campaigns.write', 'console.access'])
    const target = await signInWith(service, ['settings.write'])
    const { body } = await open.create({ userIds: [target.user.id] })
    expect(body.counts.toSend).toBe(1)
    await open.act(body.id, 'start', helper)
    await open.tickFor(2)
    expect(await open.show(body.id)).toMatchObject({
      status: 'completed',
      counts: { toSend: 0, excluded: { 'beyond-permissions': 1 } },
    })
  })
})

describe('users who change after the choice', () => {
  test('and were deactivated, deleted or have moved to a provider get no mail', async () => {
    const { db } = open.service.deps
    const { users, id } = await open.draftFor(4)
    const [deactivated, deleted, moved, rest] = users.map((user) => user.id)
    const change = (user: string | undefined, data: object) =>
      db.user.update({ where: { id: user ?? '' }, data })
    await change(deactivated, { status: 'deactivated' })
    const removed = await open.service.send(
      'DELETE',
      `/users/${deleted}`,
      undefined,
      open.first.cookies,
    )
    expect(removed.status).toBe(204)
    await change(moved, { signInMethod: 'sso', passwordHash: null })
    await open.act(id, 'start')
    await open.tickFor(3)
    expect(await open.show(id)).toMatchObject({
      status: 'completed',
      counts: {
        matched: 4,
        toSend: 1,
        accepted: 1,
        'not-sent': 3,
        excluded: { 'user-deactivated': 2, 'signs-in-elsewhere': 1 },
      },
    })
    const { body } = await open.users(id)
    expect(body.items.find(({ user }) => user.id === deleted)?.user).toMatchObject({
      username: null,
      deleted: true,
      displayName: expect.stringMatching(/^deleted user/),
    })
    expect(body.items.find(({ user }) => user.id === rest)?.outcome).toBe('accepted')
  })

  test('and were deleted after their mail still count, without personal data', async () => {
    const { users, id } = await open.draftFor(2)
    await open.act(id, 'start')
    await open.tickFor(3)
    const path = `/users/${users[0]?.id}`
    await open.service.send('DELETE', path, undefined, open.first.cookies)
    expect((await open.show(id)).counts).toMatchObject({ matched: 2, accepted: 2 })
  })

  test('and are in two campaigns have one living link', async () => {
    const { users, id } = await open.draftFor(2)
    const other = await open.create({ userIds: users.map((user) => user.id) })
    await open.act(id, 'start')
    await open.act(other.body.id, 'start')
    await Promise.all([advanceCampaigns(open.service.deps), advanceCampaigns(open.service.deps)])
    await open.tickFor(4)
    for (const user of users) {
      const living = { userId: user.id, endedAt: null }
      expect(await open.service.deps.db.reset.count({ where: living })).toBe(1)
    }
    expect((await open.show(other.body.id)).status).toBe('completed')
    expect((await open.show(id)).status).toBe('completed')
  })
})

describe('reminders', () => {
  test('go once a day to those who haven’t saved, with the same link while it lives', async () => {
    const { service } = open
    const { users, id } = await open.draftFor(3)
    const [saver] = users
    await open.act(id, 'start')
    await open.tickFor(3)
    await service.deps.db.resetCampaignUser.updateMany({
      where: { campaignId: id, userId: saver?.id ?? '' },
      data: { outcome: 'saved' },
    })
    const reminded = await open.act(id, 'remind')
    expect(reminded.body.reminders).toMatchObject({ counts: { queued: 2 } })
    await open.tickFor(4)
    const campaign = await open.show(id)
    expect(campaign.reminders.counts).toMatchObject({ accepted: 2, queued: 0 })
    expect(campaign.counts).toMatchObject({ accepted: 2, saved: 1 })
    expect(await service.mailsTo(saver?.username ?? '')).toHaveLength(1)
    const mails = await service.mailsTo(users[1]?.username ?? '')
    expect(mails).toHaveLength(2)
    const links = mails.map(({ text }) => /\/reset#\S+/.exec(text)?.[0])
    expect(links[0]).toBe(links[1])
    expect((await open.act(id, 'remind')).status).toBe(409)
  })

  test('bring a new link when the first one has expired', async () => {
    const { users, id } = await open.draftFor(1)
    await open.act(id, 'start')
    await open.tickFor(3)
    open.service.clock.advance(2 * day)
    expect((await open.act(id, 'remind')).status).toBe(200)
    await open.tickFor(3)
    const mails = await open.service.mailsTo(users[0]?.username ?? '')
    const links = mails.map(({ text }) => /\/reset#\S+/.exec(text)?.[0])
    expect(new Set(links).size).toBe(2)
    expect(await open.show(id)).toMatchObject({
      status: 'completed',
      counts: { accepted: 1 },
      reminders: { nextAt: expect.any(String), counts: { accepted: 1 } },
    })
  })

  test('don’t go to users who reported the mail', async () => {
    const { users, id } = await open.draftFor(1)
    await open.act(id, 'start')
    await open.tickFor(3)
    await open.service.deps.db.reset.updateMany({
      where: { userId: users[0]?.id ?? '' },
      data: { endedAt: open.service.clock.now(), endReason: 'disowned' },
    })
    await open.act(id, 'remind')
    await open.tickFor(2)
    expect(await open.service.mailsTo(users[0]?.username ?? '')).toHaveLength(1)
    expect((await open.show(id)).reminders.counts).toMatchObject({ 'not-sent': 1 })
  })

  test('stop if the person who sends them lost the permission', async () => {
    const helper = await signInWith(open.service, ['campaigns.write', 'console.access'])
    const { id } = await open.draftFor(2)
    await open.act(id, 'start')
    await open.tickFor(3)
    expect(await open.act(id, 'remind', helper)).toMatchObject({ status: 200 })
    await open.service.deps.db.user.update({
      where: { id: helper.user.id },
      data: { status: 'deactivated' },
    })
    await open.tickFor(2)
    expect((await open.show(id)).reminders.counts).toMatchObject({ 'not-sent': 2 })
  })
})
