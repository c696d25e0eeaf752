import { expect, test } from 'vitest'
import { readTraceparent, writeTraceparent } from './traceparent.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'

test('a caller’s span is read, also from a later version', () => {
  const span = { traceId, spanId, isRemote: true }
  expect(readTraceparent(`00-${traceId}-${spanId}-01`)).toEqual({ ...span, traceFlags: 1 })
  expect(readTraceparent(`00-${traceId}-${spanId}-02`)).toEqual({ ...span, traceFlags: 0 })
  expect(readTraceparent(`cc-${traceId}-${spanId}-01-more`)).toEqual({ ...span, traceFlags: 1 })
  expect(writeTraceparent({ ...span, traceFlags: 1 })).toBe(`00-${traceId}-${spanId}-01`)
})

test('anything else begins a trace of its own', () => {
  const whole = `00-${traceId}-${spanId}-01`
  for (const wrong of [
    undefined,
    '',
    ['a', 'b'],
    whole.toUpperCase(),
    `${whole}, ${whole}`,
    `${whole}-more`,
    `ff${whole.slice(2)}`,
    ` ${whole}`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
  ]) {
    expect(readTraceparent(wrong), String(wrong)).toBeNull()
  }
})
