import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askOf } from '../../../testing/ask-of.ts'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { createJobHandlers } from '../../job-handlers.ts'
import type { JobSetHandler } from '../../jobs/job-data.ts'
import { runSet } from '../../jobs/run-set.ts'
import { hour, later, minute, second } from '../../lib/clock.ts'
import type { Ask } from './decide-asks.ts'

/** The worker takes requests in sets. Each request must lead to the same as if it were alone. */
let service: TestApp
let openReset: JobSetHandler<'open-reset'>

beforeAll(async () => {
  service = await createTestApp()
  openReset = createJobHandlers(service.deps, { longestDelayMs: 0 })['open-reset']
})
afterAll(() => service.close())
beforeEach(() => service.clock.advance(24 * hour))

/** A request of some time ago that waited in the queue. */
const askFor = (username: string, ago = 0): Ask => ({
  id: randomUUID(),
  data: {
    ...askOf(service.deps, username),
    askedAt: later(service.clock.now(), -ago).toISOString(),
  },
})

async function storyOf(userId: string) {
  const { db } = service.deps
  const messages = await db.message.findMany({
    where: { userId },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
    include: { events: true },
  })
  const resets = await db.reset.findMany({ where: { userId }, orderBy: { id: 'asc' } })
  const audited = await db.auditEvent.count({ where: { userId } })
  return { messages, resets, audited }
}

/** A story without the ids that are new in each. */
async function outlineOf(userId: string) {
  const { messages, resets, audited } = await storyOf(userId)
  const places = new Map(resets.map(({ id }, place) => [id, place]))
  return {
    audited,
    ends: resets.map(({ purpose, endReason }) => `${purpose} ${endReason}`),
    messages: messages.map(({ status, reason, template, askedAt, resetId, events }) => ({
      status,
      reason,
      template,
      askedAt,
      reset: resetId === null ? null : places.get(resetId),
      events: events.map(({ detail }) => detail),
    })),
  }
}

/** As the worker runs a set: if it fails, one by one. */
const runAsWorker = async (asks: readonly Ask[]) => {
  const removed: string[] = []
  const errors: unknown[] = []
  const results = await runSet<'open-reset'>(asks, openReset, {
    remove: async (id) => void removed.push(id),
    onError: (error) => errors.push(error),
  })
  return { removed, errors, results }
}

describe('several requests for one name in a set', () => {
  const users: [string, NewUser][] = [
    ['link and code', {}],
    ['a temporary password', { kind: 'contact' }],
    ['only where they sign in', { signInMethod: 'sso', password: null }],
    ['nothing, since they are deactivated', { status: 'deactivated' }],
  ]
  const agos = [3 * hour, 3 * hour - 5 * second, 2 * hour, 30 * second, 0]

  test.each(users)('end as if they came one by one, for a user who gets %s', async (_, given) => {
    const [inSet, oneByOne] = [
      await createUser(service.deps, given),
      await createUser(service.deps, given),
    ]
    await openReset(agos.toReversed().map((ago) => askFor(inSet.username, ago)))
    for (const ago of agos) await openReset([askFor(oneByOne.username, ago)])
    const outline = await outlineOf(inSet.id)
    expect(outline).toEqual(await outlineOf(oneByOne.id))
    expect(outline.messages).toHaveLength(agos.length)
  })

  test('share one reset, and replace the one that was too old', async () => {
    const { id, username } = await createUser(service.deps)
    await openReset([askFor(username)])
    await service.deps.db.reset.updateMany({
      where: { userId: id },
      data: { expiresAt: later(service.clock.now(), -minute) },
    })
    service.clock.advance(hour)
    await openReset([askFor(username, 20 * minute), askFor(username, 10 * minute)])
    const { messages, resets } = await storyOf(id)
    expect(new Set(resets.map(({ endReason }) => endReason))).toEqual(new Set(['expired', null]))
    expect(resets).toHaveLength(2)
    expect(new Set(messages.slice(1).map(({ resetId }) => resetId)).size).toBe(1)
    expect(messages.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued'])
  })

  test('are the same name however it is spelled', async () => {
    const { id, username } = await createUser(service.deps)
    await openReset([askFor(username), askFor(` ${username.toUpperCase()}`)])
    const { messages } = await storyOf(id)
    expect(messages).toHaveLength(2)
    expect(messages.map(({ reason }) => reason)).toContain('asked-again')
  })
})

describe('a set with a bad request', () => {
  test('runs the other requests, and keeps only the bad one for later', async () => {
    const users = await Promise.all([1, 2, 3].map(() => createUser(service.deps)))
    const asks = users.map(({ username }) => askFor(username))
    const [good, bad, alsoGood] = asks as [Ask, Ask, Ask]
    const damaged = { ...bad, data: { ...bad.data, askedAt: 'never' } }
    const { removed, results, errors } = await runAsWorker([good, damaged, alsoGood])
    expect(results.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual([
      bad.id,
    ])
    expect(removed.toSorted()).toEqual([good.id, alsoGood.id].toSorted())
    expect(errors).toHaveLength(2)
    const counts = users.map(async ({ id }) => (await storyOf(id)).messages.length)
    expect(await Promise.all(counts)).toEqual([1, 0, 1])
  })
})

test('a job that runs again writes nothing twice, even after its reset was used', async () => {
  const { id, username } = await createUser(service.deps)
  const ask = askFor(username)
  await openReset([ask])
  await service.deps.db.reset.updateMany({
    where: { userId: id },
    data: { endedAt: service.clock.now(), endReason: 'used' },
  })
  const before = await storyOf(id)
  service.clock.advance(hour)
  await openReset([ask, askFor('nobody@northwind.example')])
  expect(await storyOf(id)).toEqual(before)
})

test('workers that take the same names at the same time send each user one mail', async () => {
  const users = await Promise.all(Array.from({ length: 20 }, () => createUser(service.deps)))
  const asks = () => users.map(({ username }) => askFor(username))
  const sets = [asks(), asks().toReversed(), asks().toReversed(), asks()]
  await Promise.all(sets.map(runAsWorker))
  for (const { id } of users) {
    const { messages, resets, audited } = await storyOf(id)
    expect(messages.map(({ status }) => status).sort()).toEqual([
      'not-sent',
      'not-sent',
      'not-sent',
      'queued',
    ])
    expect(resets).toHaveLength(1)
    expect(audited).toBe(1)
  }
})

test('other requests of a set are mailed while another transaction locks one of its users', async () => {
  const [held, ...others] = await Promise.all([1, 2, 3].map(() => createUser(service.deps)))
  const asks = [held, ...others].map((user) => askFor(user?.username ?? ''))
  const countOf = (ids: string[]) =>
    service.deps.db.message.count({ where: { userId: { in: ids } } })
  const set = await service.deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${held?.id}::uuid FOR UPDATE`
    const running = runAsWorker(asks)
    await expect.poll(() => countOf(others.map(({ id }) => id)), { timeout: 10_000 }).toBe(2)
    expect(await countOf([held?.id ?? ''])).toBe(0)
    return { running }
  })
  expect((await set.running).results.every(({ status }) => status === 'completed')).toBe(true)
  expect(await countOf([held?.id ?? ''])).toBe(1)
})
