import type { Answer } from '@rekey/contracts/route'
import type { listSecondFactors, SecondFactor } from '@rekey/contracts/second-factors'
import type { Problem } from '../../api.ts'

export type OwnFactors = Answer<typeof listSecondFactors>

/** `Authenticator app`, and `Authenticator app 2` if there is one already. */
export function freeName(first: string, items: readonly SecondFactor[]): string {
  const taken = new Set(items.map(({ name }) => name))
  const names = [first, ...items.map((_, index) => `${first} ${index + 2}`)]
  return names.find((name) => !taken.has(name)) ?? first
}

/** What the browser refused, in words of ours, where a dialog shows a problem of the server. */
export const refusedHere = (detail: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { code: 'conflict', retryAt: null, details: { detail } },
})
