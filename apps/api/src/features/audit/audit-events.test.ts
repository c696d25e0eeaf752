import { randomUUID } from 'node:crypto'
import type { AuditEvent } from '@rekey/contracts/audit'
import type { AuditAction } from '@rekey/contracts/audit-actions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { queryDatabase } from '../../../testing/many-users.ts'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { createUnusedActions } from '../../../testing/unused-action.ts'
import { encodeCursor } from '../../http/cursor.ts'
import { day, hour, later, second } from '../../lib/clock.ts'
import { type AuditEntry, recordAudit } from '../../models/audit.ts'

let service: TestApp
let reader: SignedIn
let action: AuditAction

const takeUnusedAction = createUnusedActions()

beforeAll(async () => {
  service = await createTestApp()
  reader = await signInWith(service, ['audit.read'])
})
afterAll(async () => service.close())
beforeEach(() => {
  action = takeUnusedAction()
})

const record = (entry: Partial<AuditEntry> = {}) =>
  recordAudit(service.deps.db, { action, at: service.clock.now(), ...entry })

type List = { items: AuditEvent[]; nextCursor: string | null; prevCursor: string | null }

const listed = async (query: Record<string, string> = {}) => {
  const { body } = await reader.get(
    `/audit-events?${new URLSearchParams({ action, ...query }).toString()}`,
  )
  return body as unknown as List
}

const between = async (from: Date, to: Date) => {
  const { items } = await listed({ from: from.toISOString(), to: to.toISOString(), limit: '100' })
  return items.map(({ id }) => id)
}

const numbers = ({ items }: List) => items.map(({ details }) => details.number)

test('an event tells who did what to whom, when and from where, with present names', async () => {
  const { db } = service.deps
  const actor = await createUser(service.deps, { displayName: 'M. Ito' })
  const user = await createUser(service.deps, { displayName: 'J. Doe' })
  await record({
    actorId: actor.id,
    userId: user.id,
    requestId: 'r-1',
    details: { reason: 'asked by phone' },
    personal: { ip: '192.0.2.7', username: actor.username },
  })
  const event = {
    id: expect.stringMatching(/^\d+$/),
    at: service.clock.now().toISOString(),
    action,
    actor: { id: actor.id, displayName: 'M. Ito', deleted: false, type: 'user' },
    user: { id: user.id, displayName: 'J. Doe', deleted: false },
    requestId: 'r-1',
    ip: '192.0.2.7',
    details: { reason: 'asked by phone' },
  }
  expect((await listed()).items).toEqual([event])
  await db.user.update({ where: { id: actor.id }, data: { displayName: 'Mio Ito' } })
  expect((await listed()).items).toMatchObject([{ actor: { displayName: 'Mio Ito' } }])
})

test('a deleted user is shown by a short id, the same in every event and in the CSV', async () => {
  const id = `7f3a0${randomUUID().slice(5)}`
  const { username, ...user } = await createUser(service.deps)
  await service.deps.db.user.update({
    where: { id: user.id },
    data: { id, username, deletedAt: service.clock.now() },
  })
  await record({ actorId: id })
  await record({ userId: id })
  const person = { id, displayName: 'deleted user FWX0', deleted: true }
  expect((await listed()).items).toMatchObject([{ user: person }, { actor: person }])
  const url = `/api/v1/audit-events?action=${action}`
  const headers = { accept: 'text/csv' }
  const csv = await service.app.inject({ url, cookies: reader.cookies, headers })
  expect(csv.body.match(/deleted user FWX0/g)).toHaveLength(2)
})

test('changes are shown as one list, whether they are sealed or personal', async () => {
  await record({
    details: { fields: ['username', 'kind'], before: { kind: 'staff' }, after: { kind: 'member' } },
    personal: { ip: '::1', before: { username: 'a' }, after: { username: 'b' } },
  })
  expect((await listed()).items[0]?.details).toEqual({
    fields: ['username', 'kind'],
    before: { username: 'a', kind: 'staff' },
    after: { username: 'b', kind: 'member' },
  })
})

test('a missing actor, user or address is shown as missing', async () => {
  await record()
  const nobody = { actor: null, user: null, requestId: null, ip: null, details: {} }
  expect((await listed()).items).toMatchObject([nobody])
})

test('events come newest first, page by page both ways, without a gap or a repeat', async () => {
  for (let number = 1; number <= 7; number += 1) await record({ details: { number } })
  const first = await listed({ limit: '3' })
  const second = await listed({ limit: '3', cursor: `${first.nextCursor}` })
  await record({ details: { number: 8 } })
  const third = await listed({ limit: '3', cursor: `${second.nextCursor}` })
  expect([first, second, third].map(numbers)).toEqual([[7, 6, 5], [4, 3, 2], [1]])
  expect([first.prevCursor, third.nextCursor]).toEqual([null, null])
  const back = await listed({ limit: '3', cursor: `${third.prevCursor}` })
  expect(numbers(back)).toEqual([4, 3, 2])
  const newer = await listed({ limit: '3', cursor: `${back.prevCursor}` })
  expect(numbers(newer)).toEqual([7, 6, 5])
  expect(numbers(await listed({ limit: '3', cursor: `${newer.prevCursor}` }))).toEqual([8])
})

describe('a filter lets through', () => {
  test('one action, actor or user, or all of them at once', async () => {
    const [ann, bob] = [await createUser(service.deps), await createUser(service.deps)]
    await record({ actorId: ann.id, userId: bob.id, details: { number: 1 } })
    await record({ actorId: bob.id, userId: ann.id, details: { number: 2 } })
    await record({ actorId: ann.id, details: { number: 3 } })
    await record({ action: takeUnusedAction(), actorId: ann.id, details: { number: 4 } })
    expect(numbers(await listed())).toEqual([3, 2, 1])
    expect(numbers(await listed({ actorId: ann.id }))).toEqual([3, 1])
    expect(numbers(await listed({ userId: ann.id }))).toEqual([2])
    expect(numbers(await listed({ actorId: ann.id, userId: bob.id }))).toEqual([1])
    expect(numbers(await listed({ action: 'nothing.known' }))).toEqual([])
  })

  test('a time from its beginning up to, and without, its end', async () => {
    const start = service.clock.now()
    for (let number = 0; number < 6; number += 1) {
      await record({ at: later(start, number * hour), details: { number } })
    }
    const at = (number: number) => later(start, number * hour).toISOString()
    expect(numbers(await listed({ from: at(2) }))).toEqual([5, 4, 3, 2])
    expect(numbers(await listed({ to: at(2) }))).toEqual([1, 0])
    const inIndia = at(7.5).replace('Z', '+05:30')
    expect(numbers(await listed({ from: inIndia }))).toEqual([5, 4, 3, 2])
    expect(numbers(await listed({ from: at(1), to: at(4) }))).toEqual([3, 2, 1])
    const page = await listed({ from: at(1), to: at(4), limit: '2' })
    expect(
      numbers(await listed({ from: at(1), limit: '2', cursor: `${page.nextCursor}` })),
    ).toEqual([1])
  })

  test('events that were written out of the order of time, however many others there are', async () => {
    const start = later(service.clock.now(), 30 * day)
    await queryDatabase(
      service.databaseUrl,
      // One second apart, up to five minutes early or late, and sometimes with a wrong clock.
      `INSERT INTO audit_events (at, action, details)
       SELECT $2::timestamptz + make_interval(secs => number + 300 * sin(number * 7)
           + CASE WHEN number % 5000 = 0 THEN 86400 * 365 * sin(number) ELSE 0 END),
         $1, jsonb_build_object('number', number) FROM generate_series(1, 40000) AS number`,
      [action, start],
    )
    for (const [from, to] of [
      [20_000, 20_060],
      [11_000, 11_020],
      [3, 60],
      [39_900, 50_000],
    ] as const) {
      const [low, high] = [later(start, from * second), later(start, to * second)]
      const rows = await service.deps.db.auditEvent.findMany({
        where: { action, at: { gte: low, lt: high } },
        orderBy: { id: 'desc' },
        take: 100,
      })
      expect(rows.length).toBeGreaterThan(10)
      expect(await between(low, high)).toEqual(rows.map(({ id }) => String(id)))
    }
  })

  test.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])(
    'a time as far away as %s',
    async (time) => {
      await record({ details: { number: 1 } })
      const [from, to] = [await listed({ from: time }), await listed({ to: time })]
      expect([...numbers(from), ...numbers(to)]).toEqual([1])
    },
  )
})

test.each([
  ['actorId', 'nobody'],
  ['from', 'yesterday'],
  ['from', '2026-02-30T00:00:00Z'],
  ['to', '2026-11-21T14:02:00+0100'],
  ['limit', '101'],
  ['cursor', 'nonsense'],
  ['cursor', encodeCursor({ direction: 'after', position: ['1 OR true'] })],
  ['cursor', encodeCursor({ direction: 'after', position: ['9'.repeat(30)] })],
  ['page', '2'],
])('%s=%s is a bad request', async (name, value) => {
  expect(await listed({ [name]: value })).toMatchObject({ status: 400, code: 'bad-request' })
})

test('reading the audit log needs audit.read, as JSON and as CSV', async () => {
  const { cookies } = await signInWith(service, ['users.read', 'messages.read', 'console.access'])
  for (const accept of ['application/json', 'text/csv']) {
    const headers = { accept }
    const response = await service.app.inject({ url: '/api/v1/audit-events', cookies, headers })
    expect([response.statusCode, response.json().code]).toEqual([403, 'not-permitted'])
  }
})
