import { randomUUID } from 'node:crypto'
import type { Message } from '@rekey/contracts/messages'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queuedMessage } from '../../../testing/queued-message.ts'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { encodeCursor } from '../../http/cursor.ts'
import { later, minute, second } from '../../lib/clock.ts'
import { findShownMessage } from '../../models/shown-messages.ts'

let service: TestApp
let reader: SignedIn

beforeAll(async () => {
  service = await createTestApp()
  reader = await signInWith(service, ['messages.read'])
})
afterAll(async () => service.close())

const store = (userId: string, changes: object = {}) =>
  queuedMessage(service.deps, { userId, ...changes })

type List = { items: Message[]; nextCursor: string | null; prevCursor: string | null }

const listed = async (userId: string, query = '') =>
  (await reader.get(`/users/${userId}/messages?${query}`)).body as unknown as List

test('a mail shows its whole history and what to do next, but not its content', async () => {
  const user = await createUser(service.deps)
  const at = service.clock.now()
  const { id, giveUpAt } = await store(user.id, {
    status: 'delayed',
    reason: 'mailbox-full',
    attempts: 1,
    nextAttemptAt: later(at, minute),
    events: {
      create: [
        { status: 'queued', at },
        { status: 'delayed', at: later(at, second), detail: '452 4.2.2 Over quota' },
      ],
    },
  })
  const shown = {
    id,
    template: 'reset' as const,
    to: 'jane.doe@northwind.example',
    status: 'delayed',
    reason: 'mailbox-full',
    advice: 'Ask the user to free up space in the mailbox, then send again.',
    origin: 'self-service',
    askedAt: at.toISOString(),
    attempts: 1,
    triedUntil: giveUpAt.toISOString(),
    nextAttemptAt: later(at, minute).toISOString(),
    events: [
      { status: 'queued', at: at.toISOString(), detail: null },
      {
        status: 'delayed',
        at: later(at, second).toISOString(),
        detail: '452 4.2.2 Over quota',
      },
    ],
  }
  expect(await listed(user.id)).toEqual({ items: [shown], nextCursor: null, prevCursor: null })
  expect(await findShownMessage(service.deps.db, id)).toEqual(shown)
  expect(await findShownMessage(service.deps.db, randomUUID())).toBeNull()
})

test('mails are listed newest first, page by page both ways, even with the same time', async () => {
  const user = await createUser(service.deps)
  for (let n = 0; n < 7; n += 1) {
    if (n % 2 === 0) service.clock.advance(second)
    await store(user.id)
  }
  await store((await createUser(service.deps)).id)
  const all = (await listed(user.id)).items
  expect(all).toHaveLength(7)
  const times = all.map(({ askedAt }) => askedAt)
  expect(times).toEqual(times.toSorted().toReversed())
  const first = await listed(user.id, 'limit=3')
  const second_ = await listed(user.id, `limit=3&cursor=${first.nextCursor}`)
  const third = await listed(user.id, `limit=3&cursor=${second_.nextCursor}`)
  expect([...first.items, ...second_.items, ...third.items]).toEqual(all)
  expect([first.prevCursor, third.nextCursor]).toEqual([null, null])
  const back = await listed(user.id, `limit=3&cursor=${third.prevCursor}`)
  expect(back).toEqual(second_)
  const start = await listed(user.id, `limit=3&cursor=${back.prevCursor}`)
  expect([start.items, start.prevCursor]).toEqual([first.items, null])
})

test('the messages of an unknown or deleted user are not found', async () => {
  const user = await createUser(service.deps)
  const gone = { deletedAt: service.clock.now() }
  await service.deps.db.user.update({ where: { id: user.id }, data: gone })
  for (const id of [user.id, randomUUID()]) {
    expect((await reader.get(`/users/${id}/messages`)).body.code).toBe('not-found')
  }
})

test('a cursor that we did not make is a bad request', async () => {
  const { id } = await createUser(service.deps)
  const made = (...position: string[]) => encodeCursor({ direction: 'after', position })
  for (const cursor of [
    'nonsense',
    made('2036-11-21T14:02:00.000Z'),
    made('-200000-01-01T00:00:00.000Z', id),
    made('2036-13-21T14:02:00.000Z', id),
    made('2036-11-21T14:02:00.000Z', "' OR true"),
  ]) {
    expect((await reader.get(`/users/${id}/messages?cursor=${cursor}`)).body.code).toBe(
      'bad-request',
    )
  }
})

test('reading them needs messages.read', async () => {
  const { user, get } = await signInWith(service, ['users.read', 'audit.read'])
  expect(await get(`/users/${user.id}/messages`)).toMatchObject({
    status: 403,
    body: { code: 'not-permitted' },
  })
})
