import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readResetMail } from '../../../testing/ask-and-read.ts'
import { createApiKey } from '../../../testing/create-api-key.ts'
import { createRole, signInWith } from '../../../testing/sign-in-with.ts'
import { createUser } from '../../../testing/test-app.ts'
import { openWithCampaigns, reason, type WithCampaigns } from '../../../testing/with-campaigns.ts'

let open: WithCampaigns

beforeAll(async () => {
  open = await openWithCampaigns()
})
afterAll(async () => open.service.close())

describe('a draft', () => {
  test('says how many users get a mail, and why the others don’t', async () => {
    const { deps } = open.service
    const users = [
      await createUser(deps),
      await createUser(deps, { status: 'deactivated' }),
      await createUser(deps, { username: `plain-${randomUUID()}`, kind: 'member' }),
      await createUser(deps, { signInMethod: 'sso', password: null }),
    ]
    const ids = users.map(({ id }) => id)
    const { status, body } = await open.create({ userIds: [...ids, ids[0], randomUUID()] })
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'draft', reason, perMinute: 600, mayStart: true })
    expect(body.counts).toMatchObject({
      matched: 5,
      toSend: 1,
      queued: 1,
      'not-sent': 4,
      excluded: {
        'user-deactivated': 1,
        'no-address': 1,
        'signs-in-elsewhere': 1,
        'no-such-user': 1,
      },
    })
    const { matched, toSend: _, excluded, ...steps } = body.counts
    expect(Object.values(steps).reduce((sum, each) => sum + each, 0)).toBe(matched)
    expect(Object.values(excluded).reduce((sum, each) => sum + each, 0)).toBe(4)
    await open.tick()
    expect(await open.service.mailsTo(users[0]?.username ?? '')).toEqual([])
  })

  test('takes the filters of the list of users', async () => {
    const { deps } = open.service
    const organization = `Shop ${randomUUID()}`
    for (const kind of ['contact', 'contact', 'member'] as const) {
      await createUser(deps, { organization, kind })
    }
    const { id } = await deps.db.organization.findFirstOrThrow({ where: { name: organization } })
    const filter = { organizationId: id, kind: 'contact' }
    const { body } = await open.create({ filter })
    expect(body.counts).toMatchObject({ matched: 2, toSend: 2, excluded: {} })
    expect(body.filter).toEqual(filter)
    const all = await open.create({ filter: { search: organization } })
    expect(all.body.counts.matched).toBe(3)
  })

  test.each([
    [{}, '/filter'],
    [{ filter: {}, userIds: [randomUUID()] }, '/filter'],
    [{ userIds: [] }, '/userIds'],
    [{ filter: { kind: 'robot' } }, '/filter/kind'],
    [{ filter: {}, perMinute: 0 }, '/perMinute'],
    [{ filter: {}, reason: ' ' }, '/reason'],
    [{ userIds: Array.from({ length: 10_001 }, () => randomUUID()) }, '/userIds'],
  ])('is refused if its fields don’t fit', async (body, pointer) => {
    const answer = await open.create(body)
    expect(answer.body).toMatchObject({ code: 'bad-request', errors: [{ pointer }] })
  })

  test('can name ten thousand users', async () => {
    const userIds = Array.from({ length: 10_000 }, () => randomUUID())
    const { status, body } = await open.create({ userIds })
    expect([status, body.counts.matched]).toEqual([201, 10_000])
  })

  test('excludes users with permissions that its creator lacks', async () => {
    const { service } = open
    const weak = await signInWith(service, ['campaigns.write', 'console.access'])
    const strong = await createUser(service.deps, {
      roleId: await createRole(service, ['settings.write']),
    })
    const equal = await createUser(service.deps, {
      roleId: await createRole(service, ['console.access']),
    })
    const { body } = await open.create({ userIds: [strong.id, equal.id] }, weak)
    expect(body.counts).toMatchObject({ toSend: 1, excluded: { 'beyond-permissions': 1 } })
    const { body: page } = await open.users(body.id, '?reason=beyond-permissions')
    expect(page.items).toMatchObject([
      { user: { id: strong.id }, outcome: 'not-sent', advice: expect.stringContaining('Ask') },
    ])
  })

  test('needs the permission', async () => {
    const other = await signInWith(open.service, ['users.reset-password', 'users.read'])
    const { status, body } = await open.create({ filter: {} }, other)
    expect([status, body.code]).toEqual([403, 'not-permitted'])
  })

  test('without users.read, a search doesn’t tell who has which address', async () => {
    const user = await createUser(open.service.deps)
    const blind = await signInWith(open.service, ['campaigns.write'])
    const [search] = user.username.split('@')
    const byBlind = await open.create({ filter: { search } }, blind)
    const byOther = await open.create({ filter: { search } })
    expect([byBlind.body.counts.matched, byOther.body.counts.matched]).toEqual([0, 1])
  })
})

describe('a running campaign', () => {
  test('mails link, code and reason, and counts each user at the furthest step', async () => {
    const { users, id } = await open.draftFor(3)
    const [saving] = users
    expect((await open.act(id, 'start')).body).toMatchObject({ status: 'running' })
    await open.tickFor(3)
    const campaign = await open.show(id)
    expect(campaign).toMatchObject({
      status: 'completed',
      notSavedYet: 3,
      counts: { accepted: 3, queued: 0, saved: 0 },
      trial: { outcome: 'passed', size: 3, sent: 3, failed: 0 },
    })
    const [mail] = await open.service.mailsTo(saving?.username ?? '')
    if (!mail) throw new Error('There is no mail')
    expect(mail.text).toContain('An administrator asked to reset the password for')
    expect(mail.text).toContain(`The reason: ${reason}`)
    expect(mail.html).toContain(reason)
    const { token, code } = readResetMail(mail)
    const saved = await open.service.send('POST', '/password-resets/complete', {
      token,
      code,
      newPassword: 'a much better horse battery',
    })
    expect(saved.status).toBe(200)
    expect(await open.show(id)).toMatchObject({
      notSavedYet: 2,
      counts: { matched: 3, toSend: 3, accepted: 2, saved: 1 },
    })
    const { body } = await open.users(id, '?outcome=not-saved')
    expect(body.items.map(({ user }) => user.id)).not.toContain(saving?.id)
    expect(body.items).toHaveLength(2)
  })

  test('tells its history, and the audit log too', async () => {
    const { users, id } = await open.draftFor(1)
    await open.act(id, 'start')
    await open.act(id, 'pause')
    await open.act(id, 'resume', open.second)
    await open.tickFor(3)
    const { history } = await open.show(id)
    expect(history.map(({ step, by }) => [step, by?.displayName ?? null])).toEqual([
      ['created', 'Mika Ito'],
      ['started', 'Mika Ito'],
      ['paused', 'Mika Ito'],
      ['resumed', 'Lena Voss'],
      ['trial-passed', null],
      ['completed', null],
    ])
    const { db } = open.service.deps
    const events = await db.auditEvent.findMany({
      where: { details: { path: ['campaignId'], equals: id } },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action }) => action)).toEqual([
      'reset-campaign.created',
      'reset-campaign.started',
      'reset-campaign.paused',
      'reset-campaign.resumed',
      'password-reset.started',
      'reset-campaign.completed',
    ])
    expect(events.find(({ userId }) => userId === users[0]?.id)).toMatchObject({
      actorId: open.first.user.id,
    })
  })

  test('sends temporary passwords, ends sessions and blocks passwords, if asked to', async () => {
    const { service } = open
    const user = await signInWith(service, [], { password: 'correct horse battery' })
    const options = { method: 'temporary-password', endSessions: true, blockCurrentPassword: true }
    const { body } = await open.create({ userIds: [user.user.id], ...options })
    expect((await user.get('/sessions/current')).status).toBe(200)
    await open.act(body.id, 'start')
    await open.tick()
    const [mail] = await service.mailsTo(user.user.username)
    expect(mail?.subject).toContain('temporary password')
    expect(mail?.text).toContain(`The reason: ${reason}`)
    expect((await user.get('/sessions/current')).status).toBe(401)
    const stored = await service.deps.db.user.findUniqueOrThrow({ where: { id: user.user.id } })
    expect(stored.passwordBlockedAt).not.toBeNull()
  })

  test('keeps its pace, also after a pause, and after a change of the pace', async () => {
    const { id } = await open.draftFor(40, { perMinute: 60 })
    await open.act(id, 'start')
    await open.tickFor(5)
    expect((await open.show(id)).counts.accepted).toBe(5)
    await open.act(id, 'pause')
    open.service.clock.advance(3_600_000)
    await open.act(id, 'resume')
    await open.tickFor(2)
    expect((await open.show(id)).counts.accepted).toBe(7)
    const { status, body } = await open.call('PATCH', `/${id}`, { perMinute: 300 })
    expect([status, body]).toMatchObject([200, { perMinute: 300 }])
    await open.tickFor(4)
    const { accepted } = (await open.show(id)).counts
    expect(accepted).toBeGreaterThanOrEqual(7 + 16)
    expect(accepted).toBeLessThanOrEqual(7 + 20)
  })

  test('does not catch up on the time in which no worker ran', async () => {
    const { id } = await open.draftFor(20, { perMinute: 60 })
    await open.act(id, 'start')
    await open.tick()
    open.service.clock.advance(3_600_000)
    await open.tick()
    expect((await open.show(id)).counts.accepted).toBeLessThanOrEqual(4)
  })

  test('ends with a webhook event that names only the campaign', async () => {
    const { db } = open.service.deps
    await db.webhook.create({
      data: {
        url: 'https://shop.example',
        events: ['reset-campaign.completed'],
        createdAt: open.service.clock.now(),
      },
    })
    const { id } = await open.draftFor(1)
    await open.act(id, 'start')
    await open.tickFor(3)
    const events = await db.webhookEvent.findMany({ where: { type: 'reset-campaign.completed' } })
    expect(events.map(({ data }) => data)).toContainEqual({ campaignId: id })
  })

  test('can be run with an API key', async () => {
    const key = await createApiKey(open.service, ['campaigns.write'])
    const user = await createUser(open.service.deps)
    const body = { name: 'By a program', reason, userIds: [user.id] }
    const created = await key.call('POST', '/reset-campaigns', body)
    expect(created.body).toMatchObject({ createdBy: { type: 'api-key', id: key.id } })
    const { id } = created.body as { id: string }
    await key.call('POST', `/reset-campaigns/${id}/start`)
    await open.tickFor(2)
    expect(await open.show(id)).toMatchObject({ counts: { accepted: 1 } })
  })
})
