import { expect, test } from 'vitest'
import { groupByDay } from './group-by-day.ts'

const at = (...when: [number, number, number, number]) => ({ at: new Date(...when).toISOString() })

test('events are grouped by day in the viewer’s time zone, newest first', () => {
  const events = [
    at(2026, 10, 21, 14),
    at(2026, 10, 21, 0),
    at(2026, 10, 20, 23),
    at(2026, 10, 3, 10),
    at(2025, 10, 3, 10),
  ]
  const days = groupByDay(events, (event) => event.at, new Date(2026, 10, 21, 15))
  expect(days.map(({ title, items: { length } }) => [title, length])).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
    ['3 November', 1],
    ['3 November 2025', 1],
  ])
})
