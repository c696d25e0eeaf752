import type { Settings } from '@rekey/contracts/settings'
import type { settingsMessages } from './settings-messages.ts'

/** The sections of the page, by the names of their words. */
export type Section = keyof typeof settingsMessages.groups

/** In the order of the page. */
export const sections: readonly Section[] = [
  'organization',
  'recovery',
  'policies',
  'secondFactors',
  'mail',
  'console',
  'limits',
  'retention',
]

/** The id of a section, to which the navigation leads. */
export const idOf = (section: Section): string => `settings-${section}`

/** Where each setting is. */
export const sectionOf: Readonly<Record<keyof Settings, Section>> = {
  organizationName: 'organization',
  logo: 'organization',
  accentColour: 'organization',
  supportAddress: 'organization',
  timeZone: 'organization',
  recoveryMethods: 'recovery',
  resetLifetimeMinutes: 'recovery',
  startedResetLifetimeHours: 'recovery',
  createLifetimeDays: 'recovery',
  temporaryPasswordHours: 'recovery',
  disclosure: 'recovery',
  passwordPolicies: 'policies',
  breachList: 'policies',
  secondFactor: 'secondFactors',
  secondFactorForConsole: 'secondFactors',
  secondFactorGraceDays: 'secondFactors',
  rememberDeviceDays: 'secondFactors',
  factorRecoveryHours: 'secondFactors',
  recoveryAddressHoldHours: 'secondFactors',
  codeInSubject: 'mail',
  usernameInTemporaryPasswordMail: 'mail',
  consoleSignIn: 'console',
  ipLimits: 'limits',
  ipLimitExemptions: 'limits',
  messageRetentionDays: 'retention',
  auditRetentionDays: 'retention',
}
