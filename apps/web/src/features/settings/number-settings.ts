import type { bounds, IpLimitName } from '@rekey/contracts/settings'
import { settingsMessages as text } from './settings-messages.ts'

type Single = Exclude<keyof typeof bounds, 'limit' | 'seconds'>

/** Where a number stands among the values of the form. */
export type NumberName = Single | `ipLimits.${IpLimitName}.${'limit' | 'seconds'}`

type NumberSetting = {
  readonly label: string
  readonly unit: string
  /** Said behind the range. */
  readonly more?: string
  /** The words of a problem name it in full, where the label alone is not enough. */
  readonly fullLabel?: string
  readonly bound: keyof typeof bounds
}

const { minutes, hours, days } = text.units

const singles: Record<Single, Omit<NumberSetting, 'bound'>> = {
  resetLifetimeMinutes: {
    label: 'Link and code that users ask for work for',
    unit: minutes,
    more: 'Counted from the newest mail, two hours in all at most.',
  },
  startedResetLifetimeHours: {
    label: 'Link and code that an administrator sends work for',
    unit: hours,
  },
  createLifetimeDays: { label: 'Link and code for the first password work for', unit: days },
  temporaryPasswordHours: { label: 'A temporary password works for', unit: hours },
  messageRetentionDays: { label: 'Keep what became of each mail for', unit: days },
  auditRetentionDays: { label: 'Keep the audit log for', unit: days },
}

export const ipLimitNames = [
  'passwordResets',
  'codeTries',
  'signIns',
  'signInOptions',
] as const satisfies readonly IpLimitName[]

/** How a number of the settings is labelled, counted and bounded. */
export function numberSetting(name: NumberName): NumberSetting {
  const [, budget, part] = /^ipLimits\.(\w+)\.(limit|seconds)$/.exec(name) ?? []
  if (!budget) return { ...singles[name as Single], bound: name as Single }
  const bound = part as 'limit' | 'seconds'
  return {
    label: text[bound],
    fullLabel: `${text.budgets[budget as IpLimitName]}: ${text[bound].toLowerCase()}`,
    unit: bound === 'limit' ? text.calls : text.units.seconds,
    bound,
  }
}
