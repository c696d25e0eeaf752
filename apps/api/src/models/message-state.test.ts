import { messageStatus } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { type MessageState, nextState, type Told } from './message-state.ts'

const at = new Date('2036-11-21T14:02:00Z')
const accepted: MessageState = { status: 'accepted', reason: null, acceptedAt: at }

const told: readonly Told[] = [
  { status: 'accepted', reason: null, at },
  { status: 'delayed', reason: 'mail-server-busy', at },
  { status: 'delivered', reason: null, at },
  { status: 'delivered', reason: 'marked-as-spam', at },
  { status: 'bounced', reason: 'mailbox-full', at },
]

function orders<T>(items: readonly T[]): T[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((first) =>
        orders(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
      )
}

test('the same reports lead to the same state in any order', () => {
  for (let count = 1; count <= told.length; count += 1) {
    const reports = told.slice(0, count)
    for (const order of orders(reports)) {
      const { status, reason } = order.reduce<MessageState>(nextState, accepted)
      expect({ status, reason }).toEqual({
        status: reports.at(-1)?.status,
        reason: reports.at(-1)?.reason,
      })
    }
  }
})

test('the last report of a delay counts, and the first report of a bounce', () => {
  const full: Told = { status: 'delayed', reason: 'mailbox-full', at }
  expect([told[1] as Told, full].reduce<MessageState>(nextState, accepted).reason).toBe(
    'mailbox-full',
  )
  const bounces: Told[] = [
    { status: 'bounced', reason: 'mailbox-disabled', at },
    { status: 'bounced', reason: 'not-understood', at },
  ]
  expect(bounces.reduce<MessageState>(nextState, accepted).reason).toBe('mailbox-disabled')
})

test('no report changes a mail that we are still sending', () => {
  for (const status of ['queued', 'sending', 'delayed'] as const) {
    const waiting: MessageState = { status, reason: null, acceptedAt: null }
    for (const report of told) expect(nextState(waiting, report)).toBe(waiting)
  }
})

test('a mail that we gave up on changes its state if a later server reports on it', () => {
  for (const status of ['failed', 'refused', 'not-sent'] as const) {
    const over: MessageState = { status, reason: 'time-ran-out', acceptedAt: null }
    expect(nextState(over, told[2] as Told)).toEqual({
      status: 'delivered',
      reason: null,
      acceptedAt: at,
    })
  }
})

test('a state never changes to one that says less', () => {
  const weight = (status: string) => ['accepted', 'delayed', 'delivered', 'bounced'].indexOf(status)
  for (const status of messageStatus.options) {
    for (const report of told) {
      const after = nextState({ status, reason: null, acceptedAt: at }, report)
      expect(weight(after.status)).toBeGreaterThanOrEqual(weight(status))
    }
  }
})
