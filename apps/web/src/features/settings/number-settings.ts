import type { IpLimitName } from '@rekey/contracts/route'
import type { bounds } from '@rekey/contracts/settings'
import { settingsMessages as text } from './settings-messages.ts'

type Single = Exclude<keyof typeof bounds, 'limit' | 'seconds'>

/** The path of a number in the values of the form. */
export type NumberName = Single | `ipLimits.${IpLimitName}.${'limit' | 'seconds'}`

type NumberSetting = {
  readonly label: string
  readonly unit: string
  /** Added after the range in the hint. */
  readonly more?: string
  /** Used in error messages if the label alone isn't clear enough. */
  readonly fullLabel?: string
  readonly bound: keyof typeof bounds
}

const { minutes, hours, days } = text.units

const singles: Record<Single, Omit<NumberSetting, 'bound'>> = {
  resetLifetimeMinutes: {
    label: 'Self-service reset expires after',
    unit: minutes,
    more: 'Counted from the newest mail, up to two hours in total.',
  },
  startedResetLifetimeHours: {
    label: 'Reset sent by an administrator expires after',
    unit: hours,
  },
  createLifetimeDays: { label: 'Invitation expires after', unit: days },
  temporaryPasswordHours: { label: 'Temporary password expires after', unit: hours },
  messageRetentionDays: { label: 'Keep delivery records for', unit: days },
  auditRetentionDays: { label: 'Keep the audit log for', unit: days },
  secondFactorGraceDays: {
    label: 'Time to add a required second factor',
    unit: days,
    more: 'Counted from the day on which it became required, or the user was created.',
  },
  rememberDeviceDays: {
    label: 'Remember browsers and apps for',
    unit: days,
    more: 'Only if the user asks for it. With 0, the second factor is asked for at each sign-in.',
  },
  factorRecoveryHours: {
    label: 'Wait before lost second factors are removed',
    unit: hours,
    more: 'After two administrators have agreed. The user is told by e-mail and can stop it.',
  },
  recoveryAddressHoldHours: { label: 'Wait before a new recovery address works', unit: hours },
}

export const ipLimitNames = [
  'passwordResets',
  'codeTries',
  'signIns',
  'signInOptions',
] as const satisfies readonly IpLimitName[]

/** The label, unit and range of a number. */
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
