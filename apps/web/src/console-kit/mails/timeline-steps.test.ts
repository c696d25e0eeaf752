import type { MessageStatus } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { lastAnswer, timelineSteps } from './timeline-steps.ts'

const event = (status: MessageStatus, second: number, detail: string | null = null) => ({
  status,
  at: `2026-11-21T14:02:0${second}Z`,
  detail,
})

test('sending is shown while it is in progress, and not after it has a result', () => {
  const sending = [event('queued', 1), event('sending', 2)]
  expect(timelineSteps(sending).map(({ status }) => status)).toEqual(['queued', 'sending'])
  const accepted = [...sending, event('accepted', 3)]
  expect(timelineSteps(accepted).map(({ status }) => status)).toEqual(['queued', 'accepted'])
})

test('consecutive delays are one step, with the time of the last one', () => {
  const events = [
    event('queued', 1),
    event('sending', 2),
    event('delayed', 3, '451 busy'),
    event('sending', 4),
    event('delayed', 5, '452 still busy'),
  ]
  const steps = timelineSteps(events)
  expect(steps).toHaveLength(2)
  expect(steps[1]).toMatchObject({ status: 'delayed', times: 2, at: '2026-11-21T14:02:05Z' })
  expect(lastAnswer(events)).toBe('452 still busy')
})

test('a mail without a reply from a mail server has no answer', () => {
  expect(lastAnswer([event('queued', 1)])).toBeNull()
})
