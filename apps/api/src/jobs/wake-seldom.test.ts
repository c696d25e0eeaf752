import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gatherCalls } from './wake-seldom.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first call acts at once, and those that follow share one at the end of each interval', () => {
  const acts: string[] = []
  const call = gatherCalls((of) => acts.push(of), 100)
  call('a')
  expect(acts).toEqual(['a'])
  call('a')
  call('a')
  call('b')
  expect(acts).toEqual(['a', 'b'])
  vi.advanceTimersByTime(100)
  expect(acts).toEqual(['a', 'b', 'a'])
  call('a')
  vi.advanceTimersByTime(99)
  expect(acts).toHaveLength(3)
  vi.advanceTimersByTime(1)
  expect(acts).toEqual(['a', 'b', 'a', 'a'])
})

test('after an interval without a call, the next one acts at once', () => {
  const acts: string[] = []
  const call = gatherCalls((of) => acts.push(of), 100)
  call('a')
  vi.advanceTimersByTime(100)
  expect(acts).toHaveLength(1)
  call('a')
  expect(acts).toHaveLength(2)
})
