import type { Plan, Planned } from './plan-import.ts'

/** How many users a batch or a run has changed, and how. */
export type MergeCounts = {
  created: number
  changed: number
  unchanged: number
  passwordsReplaced: number
  authenticatorApps: number
  invited: number
}

export const noCounts: MergeCounts = {
  created: 0,
  changed: 0,
  unchanged: 0,
  passwordsReplaced: 0,
  authenticatorApps: 0,
  invited: 0,
}

export const mergeCountNames = Object.keys(noCounts) as (keyof MergeCounts)[]

export function countActions(planned: readonly Planned[]) {
  const of = (action: Plan['action']) => planned.filter(({ plan }) => plan.action === action).length
  const replaced = planned.filter(({ plan }) => plan.action === 'change' && plan.replacesPassword)
  return {
    created: of('create'),
    changed: of('change'),
    unchanged: of('keep'),
    passwordsReplaced: replaced.length,
    authenticatorApps: planned.filter(({ plan }) => 'totpSecret' in plan && plan.totpSecret).length,
  }
}
