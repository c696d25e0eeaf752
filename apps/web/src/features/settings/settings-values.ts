import type { IpLimitName } from '@rekey/contracts/route'
import type { Settings } from '@rekey/contracts/settings'
import { ipLimitNames } from './number-settings.ts'

type NumberKey = {
  [Key in keyof Settings]: Settings[Key] extends number ? Key : never
}[keyof Settings]

/** The values of the fields: numbers as typed, networks one per line, empty values as ''. */
export type SettingsValues = Omit<
  Settings,
  NumberKey | 'supportAddress' | 'accentColour' | 'timeZone' | 'ipLimits' | 'ipLimitExemptions'
> &
  Record<NumberKey, string> & {
    supportAddress: string
    accentColour: string
    timeZone: string | null
    ipLimits: Record<IpLimitName, { limit: string; seconds: string }>
    ipLimitExemptions: string
  }

export const valuesOf = (settings: Settings): SettingsValues => ({
  ...settings,
  supportAddress: settings.supportAddress ?? '',
  accentColour: settings.accentColour ?? '',
  ipLimits: eachLimit((name) => ({
    limit: String(settings.ipLimits[name].limit),
    seconds: String(settings.ipLimits[name].seconds),
  })),
  ipLimitExemptions: settings.ipLimitExemptions.join('\n'),
  resetLifetimeMinutes: String(settings.resetLifetimeMinutes),
  startedResetLifetimeHours: String(settings.startedResetLifetimeHours),
  createLifetimeDays: String(settings.createLifetimeDays),
  temporaryPasswordHours: String(settings.temporaryPasswordHours),
  messageRetentionDays: String(settings.messageRetentionDays),
  auditRetentionDays: String(settings.auditRetentionDays),
  secondFactorGraceDays: String(settings.secondFactorGraceDays),
  rememberDeviceDays: String(settings.rememberDeviceDays),
  factorRecoveryHours: String(settings.factorRecoveryHours),
  recoveryAddressHoldHours: String(settings.recoveryAddressHoldHours),
})

/**
 * The whole document for the contract's check. Text that isn't a whole number becomes NaN, which
 * the contract refuses.
 */
export const documentOf = (values: SettingsValues): Settings => ({
  ...values,
  organizationName: values.organizationName.trim(),
  supportAddress: values.supportAddress.trim() || null,
  accentColour: values.accentColour.trim() || null,
  timeZone: values.timeZone ?? '',
  ipLimits: eachLimit((name) => ({
    limit: wholeNumber(values.ipLimits[name].limit),
    seconds: wholeNumber(values.ipLimits[name].seconds),
  })),
  ipLimitExemptions: linesOf(values.ipLimitExemptions),
  resetLifetimeMinutes: wholeNumber(values.resetLifetimeMinutes),
  startedResetLifetimeHours: wholeNumber(values.startedResetLifetimeHours),
  createLifetimeDays: wholeNumber(values.createLifetimeDays),
  temporaryPasswordHours: wholeNumber(values.temporaryPasswordHours),
  messageRetentionDays: wholeNumber(values.messageRetentionDays),
  auditRetentionDays: wholeNumber(values.auditRetentionDays),
  secondFactorGraceDays: wholeNumber(values.secondFactorGraceDays),
  rememberDeviceDays: wholeNumber(values.rememberDeviceDays),
  factorRecoveryHours: wholeNumber(values.factorRecoveryHours),
  recoveryAddressHoldHours: wholeNumber(values.recoveryAddressHoldHours),
})

export const linesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** `1,000` and `1 000` mean a thousand; `1e3`, `1.5` and empty text aren't whole numbers. */
function wholeNumber(typed: string): number {
  const digits = typed.trim().replace(/(?<=\d)[,\s](?=\d{3}\b)/g, '')
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN
}

const eachLimit = <T>(of: (name: IpLimitName) => T): Record<IpLimitName, T> =>
  Object.fromEntries(ipLimitNames.map((name) => [name, of(name)])) as Record<IpLimitName, T>
