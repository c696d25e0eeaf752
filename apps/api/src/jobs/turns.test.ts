import { expect, test } from 'vitest'
import { minute, second } from '../lib/clock.ts'
import { lanes, priorityOf } from './lanes.ts'
import { createTurns } from './turns.ts'

test('each network has its own turns, and gets them back within ten minutes', () => {
  let now = 0
  const turns = createTurns(() => now)
  expect([turns('a'), turns('a'), turns('b'), turns('a')]).toEqual([0, 1, 0, 2])
  now += 6 * second
  expect(turns('a')).toBe(2)
  for (let ask = 0; ask < 90; ask += 1) turns('a')
  expect(turns('b')).toBe(0)
  now += 10 * minute
  expect(turns('a')).toBe(0)
})

test('the priority of an ask falls with its turn, but not out of its lane', () => {
  const { bulk, selfService, first } = lanes
  const priorities = [
    priorityOf(first),
    priorityOf(selfService),
    priorityOf(selfService, 1),
    priorityOf(selfService, 2),
    priorityOf(selfService, 10_000),
    priorityOf(bulk),
  ]
  expect(priorities).toEqual(priorities.toSorted((one, other) => other - one))
  expect(new Set(priorities).size).toBe(priorities.length)
  expect(priorityOf(first, 10_000)).toBe(priorityOf(first))
})
