import type { MessageStatus } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { lastAnswer, timelineSteps } from './timeline-steps.ts'

const event = (status: MessageStatus, second: number, detail: string | null = null) => ({
  status,
  at: `2026-11-21T14:02:0${second}Z`,
  detail,
})

test('sending is told while it lasts, and not when something came of it', () => {
  const sending = [event('queued', 1), event('sending', 2)]
  expect(timelineSteps(sending).map(({ status }) => status)).toEqual(['queued', 'sending'])
  const accepted = [...sending, event('accepted', 3)]
  expect(timelineSteps(accepted).map(({ status }) => status)).toEqual(['queued', 'accepted'])
})

test('delays in a row are one step, as old as the last of them', () => {
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

test('a mail that nobody has answered for has no answer', () => {
  expect(lastAnswer([event('queued', 1)])).toBeNull()
})
