import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWithCampaigns, type WithCampaigns } from '../../../testing/with-campaigns.ts'
import { advanceCampaigns } from './advance-campaigns.ts'

let open: WithCampaigns

beforeAll(async () => {
  open = await openWithCampaigns()
})
afterAll(async () => open.service.close())

/** A campaign that runs, with mails that wait in the queue. */
async function withQueuedMails(count: number) {
  const { users, id } = await open.draftFor(count, { perMinute: 6_000 })
  await open.act(id, 'start')
  open.service.clock.advance(1_000)
  await advanceCampaigns(open.service.deps)
  return { id, names: users.map(({ username }) => username) }
}

const mailsTo = async (names: readonly string[]) => {
  const mails = await Promise.all(names.map((name) => open.service.mailsTo(name)))
  return mails.map((each) => each.length)
}

describe('a pause', () => {
  test('holds back mails that wait in the queue, and a resume sends each once', async () => {
    const { id, names } = await withQueuedMails(5)
    await open.act(id, 'pause')
    await open.service.runJobs()
    expect(await mailsTo(names)).toEqual([0, 0, 0, 0, 0])
    expect((await open.show(id)).counts).toMatchObject({ queued: 5 })
    await open.tickFor(2)
    expect(await mailsTo(names)).toEqual([0, 0, 0, 0, 0])
    await open.act(id, 'resume')
    await open.tickFor(3)
    expect(await mailsTo(names)).toEqual([1, 1, 1, 1, 1])
    expect(await open.show(id)).toMatchObject({ status: 'completed', counts: { accepted: 5 } })
  })

  test('and a resume in quick turns send nobody two mails', async () => {
    const { id, names } = await withQueuedMails(8)
    for (let turn = 0; turn < 4; turn += 1) {
      await open.act(id, 'pause')
      await Promise.all([advanceCampaigns(open.service.deps), open.service.runJobs()])
      await open.act(id, 'resume')
      await Promise.all([advanceCampaigns(open.service.deps), advanceCampaigns(open.service.deps)])
    }
    await open.tickFor(3)
    expect(await mailsTo(names)).toEqual(names.map(() => 1))
    expect((await open.show(id)).status).toBe('completed')
  })

  test('after which the campaign is cancelled sends nothing any more', async () => {
    const { id, names } = await withQueuedMails(3)
    await open.act(id, 'pause')
    await open.service.runJobs()
    await open.act(id, 'cancel')
    await open.tickFor(2)
    expect(await mailsTo(names)).toEqual([0, 0, 0])
    expect((await open.show(id)).counts).toMatchObject({ toSend: 3, 'not-sent': 3, queued: 0 })
  })
})

describe('a cancellation', () => {
  test('leaves mails that were sent valid, and cancels the others', async () => {
    const { users, id } = await open.draftFor(6, { perMinute: 60 })
    await open.act(id, 'start')
    await open.tickFor(3)
    await open.act(id, 'cancel')
    await open.tickFor(3)
    const campaign = await open.show(id)
    expect(campaign).toMatchObject({
      status: 'cancelled',
      endedAt: expect.any(String),
      counts: { toSend: 6, accepted: 3, 'not-sent': 3, excluded: {} },
    })
    const userIds = users.map((user) => user.id)
    const living = await open.service.deps.db.reset.count({
      where: { userId: { in: userIds }, endedAt: null },
    })
    expect(living).toBe(3)
    const { body } = await open.users(id, '?outcome=not-sent&reason=cancelled')
    expect(body.items).toHaveLength(3)
  })

  test('ends resets whose mails were queued', async () => {
    const { id, names } = await withQueuedMails(3)
    await open.act(id, 'cancel')
    await open.service.runJobs()
    expect(await mailsTo(names)).toEqual([0, 0, 0])
    const resets = await open.service.deps.db.reset.findMany({
      where: { user: { username: { in: names } } },
    })
    expect(resets.map(({ endReason }) => endReason)).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ])
  })
})

describe('several workers', () => {
  test('that look at the same time send each user one mail', async () => {
    const { users, id } = await open.draftFor(40, { perMinute: 6_000 })
    await open.act(id, 'start')
    for (let second = 0; second < 4; second += 1) {
      open.service.clock.advance(1_000)
      await Promise.all(Array.from({ length: 4 }, () => advanceCampaigns(open.service.deps)))
      await Promise.all([open.service.runJobs(), advanceCampaigns(open.service.deps)])
    }
    await open.tickFor(2)
    expect(await mailsTo(users.map(({ username }) => username))).toEqual(users.map(() => 1))
    expect((await open.show(id)).status).toBe('completed')
  })
})

describe('one bad row', () => {
  test('holds up nobody else, and counts as failed in the end', async () => {
    const { db } = open.service.deps
    const { users, id } = await open.draftFor(4, { perMinute: 6_000 })
    const bad = users[0]?.id ?? ''
    await db.$executeRawUnsafe(`
      CREATE FUNCTION refuse_bad() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'bad row'; END $$`)
    await db.$executeRawUnsafe(`
      CREATE TRIGGER refuse_bad BEFORE INSERT ON resets FOR EACH ROW
      WHEN (NEW.user_id = '${bad}') EXECUTE FUNCTION refuse_bad()`)
    await open.act(id, 'start')
    await open.tickFor(12)
    expect(await open.show(id)).toMatchObject({
      status: 'completed',
      counts: { accepted: 3, failed: 1 },
    })
    await db.$executeRawUnsafe('DROP TRIGGER refuse_bad ON resets')
  })
})

test('a self-service mail goes before the mails of a campaign that wait', async () => {
  const { id, names } = await withQueuedMails(50)
  const [, asker = ''] = (await open.draftFor(2)).users.map(({ username }) => username)
  await open.service.send('POST', '/password-resets', { username: asker })
  await open.service.runJobs({ atOnce: 1 })
  const first = await open.service.deps.db.message.findFirstOrThrow({
    where: { user: { username: asker } },
    include: { events: true },
  })
  const others = await open.service.deps.db.message.findMany({
    where: { campaignId: id },
    include: { events: true },
  })
  const accepted = (message: typeof first) =>
    message.events.find(({ status }) => status === 'accepted')?.id ?? 0n
  const earlier = others.filter((each) => accepted(each) < accepted(first))
  expect(names).toHaveLength(50)
  expect(earlier.length).toBeLessThanOrEqual(1)
})

test('the list of users has pages both ways, filters and CSV', async () => {
  const { users, id } = await open.draftFor(5)
  const first = await open.users(id, '?limit=2')
  expect(first.body.items.map(({ user }) => user.id)).toEqual(users.slice(0, 2).map((u) => u.id))
  const next = await open.users(id, `?limit=2&cursor=${first.body.nextCursor}`)
  expect(next.body.items.map(({ user }) => user.id)).toEqual(users.slice(2, 4).map((u) => u.id))
  const back = await open.users(id, `?limit=2&cursor=${next.body.prevCursor}`)
  expect(back.body.items).toEqual(first.body.items)
  expect((await open.users(id, '?cursor=x')).status).toBe(400)
  expect((await open.users(id, '?outcome=nonsense')).status).toBe(400)
  const csv = await open.service.app.inject({
    method: 'GET',
    url: `/api/v1/reset-campaigns/${id}/users?outcome=queued`,
    cookies: open.first.cookies,
    headers: { accept: 'text/csv' },
  })
  const [header, ...lines] = csv.body.trim().split('\r\n')
  expect(header).toBe('userId,displayName,username,outcome,reason,sentAt,savedAt,reminder')
  expect(lines).toHaveLength(5)
  expect(lines[0]).toContain(`${users[0]?.id},Jane Doe,${users[0]?.username},queued`)
})

test('the list of campaigns has pages, newest first', async () => {
  open.service.clock.advance(1_000)
  const { id } = await open.draftFor(1)
  open.service.clock.advance(1_000)
  const newer = await open.draftFor(1)
  const page = await open.call<{ items: { id: string }[]; nextCursor: string }>('GET', '?limit=1')
  expect(page.body.items.map((campaign) => campaign.id)).toEqual([newer.id])
  const next = await open.call<{ items: { id: string }[] }>(
    'GET',
    `?limit=1&cursor=${page.body.nextCursor}`,
  )
  expect(next.body.items.map((campaign) => campaign.id)).toEqual([id])
  const drafts = await open.call<{ items: { status: string }[] }>('GET', '?status=draft&limit=100')
  expect(new Set(drafts.body.items.map(({ status }) => status))).toEqual(new Set(['draft']))
})
