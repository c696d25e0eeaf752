import { describe, expect, test } from 'vitest'
import { percentOf } from './campaign-state.ts'

describe('shares of a campaign', () => {
  test('a few of many are under 1 %, and none are 0 %', () => {
    expect(percentOf(1, 2_940)).toBe('under')
    expect(percentOf(0, 2_940)).toBe(0)
    expect(percentOf(986, 2_940)).toBe(34)
    expect(percentOf(0, 0)).toBe(0)
  })
})
