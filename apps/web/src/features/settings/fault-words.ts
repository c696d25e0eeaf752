import { bounds, settings } from '@rekey/contracts/settings'
import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import { logoLimits } from './brand-values.ts'
import { ipLimitNames, type NumberName, numberSetting } from './number-settings.ts'
import { settingsMessages as text } from './settings-messages.ts'
import { linesOf, type SettingsValues } from './settings-values.ts'

/** The fields that can have an error. */
type FaultyName =
  | NumberName
  | 'organizationName'
  | 'logo'
  | 'accentColour'
  | 'supportAddress'
  | 'timeZone'
  | 'ipLimitExemptions'

/** In the order of the screen, which is also the order of the error summary. */
export const faultyNames: readonly FaultyName[] = [
  'organizationName',
  'supportAddress',
  'timeZone',
  'logo',
  'accentColour',
  'resetLifetimeMinutes',
  'startedResetLifetimeHours',
  'createLifetimeDays',
  'temporaryPasswordHours',
  'secondFactorGraceDays',
  'rememberDeviceDays',
  'factorRecoveryHours',
  'recoveryAddressHoldHours',
  ...ipLimitNames.flatMap((name) => [
    `ipLimits.${name}.limit` as const,
    `ipLimits.${name}.seconds` as const,
  ]),
  'ipLimitExemptions',
  'messageRetentionDays',
  'auditRetentionDays',
]

/** What is wrong with a field that the contract refused, in words of the catalogue. */
export function faultWords(name: FaultyName, values: SettingsValues): string {
  switch (name) {
    case 'organizationName':
      return values.organizationName.trim() ? text.organizationWrong : text.enterOrganization
    case 'logo':
      return fill(text.logoWrong, logoLimits)
    case 'accentColour':
      return text.accentWrong
    case 'supportAddress':
      return text.supportWrong
    case 'timeZone':
      return text.timeZoneWrong
    case 'ipLimitExemptions':
      return exemptionWords(values.ipLimitExemptions)
    default:
      return numberFault(name, values)
  }
}

function exemptionWords(typed: string): string {
  const { ipLimitExemptions } = settings.shape
  const line = linesOf(typed).find((each) => !ipLimitExemptions.safeParse([each]).success)
  return line === undefined ? text.exemptionsTooMany : fill(text.exemptionWrong, { line })
}

function numberFault(name: NumberName, values: SettingsValues): string {
  const { label, fullLabel = label, bound } = numberSetting(name)
  if (!typedAt(name, values).trim()) return fill(text.enterNumber, { label: fullLabel })
  const [from, to] = bounds[bound]
  return fill(text.numberWrong, { label: fullLabel, from: numberWords(from), to: numberWords(to) })
}

/** The typed text of a field, by its path: `ipLimits.signIns.limit`. */
const typedAt = (name: NumberName, values: SettingsValues): string =>
  name
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], values) as string
