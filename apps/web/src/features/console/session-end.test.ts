import { expect, test } from 'vitest'
import { sessionEndsAt } from './session-end.ts'

const at = (time: string) => Date.parse(`2026-11-21T${time}Z`)

test('an idle session ends 29 minutes after the last answer, a minute before the limit', () => {
  expect(sessionEndsAt('2026-11-21T20:00:00Z', at('14:00:00'))).toEqual({
    at: at('14:29:00'),
    isFinal: false,
  })
})

test('no request can extend a session beyond its final end', () => {
  expect(sessionEndsAt('2026-11-21T14:10:00Z', at('14:00:00'))).toEqual({
    at: at('14:10:00'),
    isFinal: true,
  })
})

test.each([
  ['a day ahead', '22T14:00:00', 24],
  ['three hours behind', '21T11:00:00', -3],
])('a clock that is %s ends no session early or late', (_title, now, hours) => {
  const read = Date.parse(`2026-11-${now}Z`)
  const hour = 3_600_000
  const { at: end, isFinal } = sessionEndsAt('2026-11-21T14:10:00Z', read, hours * hour)
  expect({ minutesLeft: (end - read) / 60_000, isFinal }).toEqual({
    minutesLeft: 10,
    isFinal: true,
  })
})
