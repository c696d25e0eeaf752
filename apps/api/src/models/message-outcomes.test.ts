import { randomUUID } from 'node:crypto'
import type { MessageStatus } from '@rekey/contracts/messages'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptedMessage, storyOf } from '../../testing/accepted-message.ts'
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts'
import { sql } from '../lib/database.ts'
import {
  catchUpOnReports,
  claimMessages,
  type EndedTry,
  type Settled,
  settleMessages,
} from './message-outcomes.ts'
import { cancellation, cancelMessages } from './waiting-messages.ts'

let deps: TestDeps

beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())

const ended = (message: EndedTry['message'], status: Settled['status']): EndedTry => ({
  message,
  settled: { status, reason: null, detail: null, nextAttemptAt: null },
})

/** Every change that our side can make to a mail's status. */
async function doEverything(id: string) {
  const { db, clock } = deps
  const row = await db.message.findUniqueOrThrow({ where: { id } })
  const at = clock.now()
  await db.$transaction(async (tx) => {
    await cancelMessages(tx, sql`id = ${id}::uuid`, at)
    for (const status of ['accepted', 'delayed', 'refused', 'failed', 'not-sent'] as const) {
      expect(await settleMessages(tx, [ended(row, status)], at)).toEqual([])
    }
  })
  expect(await claimMessages(db, [id])).toEqual([null])
}

test.each([
  ['accepted', true],
  ['delayed', true],
  ['delivered', true],
  ['bounced', true],
  ['refused', false],
  ['failed', false],
  ['not-sent', false],
] satisfies [MessageStatus, boolean][])(
  'a mail that is %s (out of our hands: %s) stays so, whatever our side does',
  async (status, hasLeft) => {
    const { id } = await acceptedMessage(deps, { status, ...(!hasLeft && { acceptedAt: null }) })
    const before = await storyOf(deps, id)
    await doEverything(id)
    expect(await storyOf(deps, id)).toEqual(before)
  },
)

test('a mail in the middle of its try is not cancelled, and its acceptance counts once', async () => {
  const { id } = await acceptedMessage(deps, { status: 'queued', acceptedAt: null, attempts: 0 })
  const [claimed] = await claimMessages(deps.db, [id])
  if (!claimed) throw new Error('It waits to be sent')
  const at = deps.clock.now()
  await deps.db.$transaction(async (tx) => {
    await cancelMessages(tx, sql`id = ${id}::uuid`, at)
    const accepted = [ended(claimed, 'accepted')]
    expect(await settleMessages(tx, accepted, at)).toEqual(accepted)
    expect(await catchUpOnReports(tx, accepted, at)).toEqual(accepted)
    expect(await settleMessages(tx, accepted, at)).toEqual([])
  })
  const { status, events } = await storyOf(deps, id)
  expect([status, events.length]).toEqual(['accepted', 1])
})

test('a waiting mail is cancelled once, and its history says so once', async () => {
  const { id } = await acceptedMessage(deps, { status: 'delayed', acceptedAt: null })
  for (let n = 0; n < 2; n += 1) {
    await deps.db.$transaction((tx) => cancelMessages(tx, sql`id = ${id}::uuid`, deps.clock.now()))
  }
  const { status, reason, nextAttemptAt, events } = await storyOf(deps, id)
  expect({ status, reason, nextAttemptAt }).toEqual({
    status: 'not-sent',
    reason: 'cancelled',
    nextAttemptAt: null,
  })
  expect(events).toHaveLength(1)
})

test('cancelling the mails of one user doesn’t read all mails that wait', async () => {
  const which = sql`user_id = ${randomUUID()}::uuid AND reset_id IS NOT NULL`
  const plan = await deps.driver.$queryRaw<{ 'QUERY PLAN': string }[]>`
    EXPLAIN WITH ${cancellation(which, deps.clock.now())} SELECT FROM cancelled`
  const steps = plan.map((row) => row['QUERY PLAN']).join('\n')
  expect(steps).toContain('messages_user_id_asked_at_idx')
})
