import type { Kind } from '@rekey/contracts/fields'
import type { FactorRule } from '@rekey/contracts/second-factor-fields'
import type { Settings } from '@rekey/contracts/settings'
import { day, later } from '../lib/clock.ts'

/** Since when second factors are required: by kind, and of everybody who opens the console. */
export type RequiredSince = Partial<Record<Kind | 'console', string>>

export type FactorSettings = Pick<Settings, 'secondFactor' | 'secondFactorForConsole'>
type Ruled = { readonly kind: Kind; readonly opensConsole: boolean }

const strictest = (rules: readonly FactorRule[]): FactorRule => {
  if (rules.includes('required')) return 'required'
  return rules.includes('offered') ? 'offered' : 'off'
}

/** The rule of the user's kind, or that of the console if the user opens it: the stricter one. */
export const factorRuleOf = (
  { secondFactor, secondFactorForConsole }: FactorSettings,
  { kind, opensConsole }: Ruled,
): FactorRule => strictest([secondFactor[kind], opensConsole ? secondFactorForConsole : 'off'])

const allRules = ({ secondFactor, secondFactorForConsole }: FactorSettings) => [
  ...Object.values(secondFactor),
  secondFactorForConsole,
]

/** Whether anybody must have a second factor. */
export const isAnyRequired = (settings: FactorSettings): boolean =>
  allRules(settings).includes('required')

/** Whether anybody can add a second factor. */
export const isAnyOffered = (settings: FactorSettings): boolean =>
  allRules(settings).some((rule) => rule !== 'off')

/**
 * Until when the user may go on without a second factor: some days after it was first required, or
 * after the user was created. Null: nothing requires one.
 */
export function factorDueAt(
  settings: FactorSettings & Pick<Settings, 'secondFactorGraceDays'>,
  since: RequiredSince,
  { createdAt, ...user }: Ruled & { readonly createdAt: Date },
): Date | null {
  const reasons = [
    ...(settings.secondFactor[user.kind] === 'required' ? [user.kind] : []),
    ...(user.opensConsole && settings.secondFactorForConsole === 'required'
      ? (['console'] as const)
      : []),
  ]
  const dueAt = reasons.map((reason) => {
    const from = new Date(since[reason] ?? 0)
    return later(from > createdAt ? from : createdAt, settings.secondFactorGraceDays * day)
  })
  return dueAt.reduce<Date | null>((first, at) => (first && first < at ? first : at), null)
}

/** Since when second factors are required after a change. Older rules keep their time. */
export function requiredAfter(
  before: RequiredSince,
  settings: FactorSettings,
  at: Date,
): RequiredSince {
  const rules = { ...settings.secondFactor, console: settings.secondFactorForConsole }
  const required = (Object.keys(rules) as (keyof typeof rules)[]).filter(
    (name) => rules[name] === 'required',
  )
  return Object.fromEntries(required.map((name) => [name, before[name] ?? at.toISOString()]))
}
