import { deliveryReason, notSentReason } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { messageAdvice } from './message-advice.ts'

test('every listed reason has one sentence of advice, and no unlisted reason has any', () => {
  const reasons = [...notSentReason.options, ...deliveryReason.options]
  expect(Object.keys(messageAdvice).sort()).toEqual(reasons.sort())
  for (const advice of Object.values(messageAdvice)) {
    if (advice !== null) expect(advice).toMatch(/^[A-Z][^.\n]{20,110}\.$/)
  }
})
