import * as z from 'zod/mini'
import { kind, policyName, text } from './fields.ts'
import { logo } from './logo.ts'
import { type IpLimitName, route } from './route.ts'
import { factorRule } from './second-factor-fields.ts'

/** Recovery methods: `code` is a reset, link and 6-digit code in one e-mail. */
export const recoveryMethod = z.enum(['code', 'temporary-password'])

const perKind = <T extends z.ZodMiniType>(schema: T) => z.record(kind, schema)

/** The minimum and the maximum, both allowed. */
export const bounds = {
  limit: [1, 1_000_000],
  seconds: [1, 86_400],
  resetLifetimeMinutes: [10, 60],
  startedResetLifetimeHours: [1, 24],
  createLifetimeDays: [1, 14],
  temporaryPasswordHours: [1, 48],
  messageRetentionDays: [1, 3_650],
  auditRetentionDays: [1, 36_500],
  secondFactorGraceDays: [0, 30],
  rememberDeviceDays: [0, 90],
  factorRecoveryHours: [1, 168],
  recoveryAddressHoldHours: [0, 168],
} as const

const whole = (name: keyof typeof bounds) => {
  const [from, to] = bounds[name]
  return z.int().check(z.gte(from), z.lte(to))
}

/** `limit` calls within any `seconds` from one address (IPv4 /32, IPv6 /64). */
const budget = z.strictObject({ limit: whole('limit'), seconds: whole('seconds') })

export const ipLimits = z.strictObject({
  passwordResets: budget,
  codeTries: budget,
  signIns: budget,
  signInOptions: budget,
} satisfies Record<IpLimitName, z.ZodMiniType>)

const isTimeZone = (value: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

export const accentColour = text(7, 7).check(z.regex(/^#[0-9A-Fa-f]{6}$/, 'must be #rrggbb'))

/**
 * The settings, which administrators can change while the service is running. Names contain units.
 */
export const settings = z.strictObject({
  organizationName: text(60, 1),
  /**
   * Shown at the top of public pages and mails: a PNG in base64. Null: public pages show Rekey's
   * mark.
   */
  logo: z.nullable(logo),
  /**
   * `#rrggbb`. Links, buttons and the band follow from it, always with enough contrast. Null:
   * Rekey's.
   */
  accentColour: z.nullable(accentColour),
  /** Where people get help: an e-mail address, a telephone number or a URL. */
  supportAddress: z.nullable(text(254, 1)),
  /** An IANA name. Mails show times in this zone. */
  timeZone: text(64, 1).check(z.refine(isTimeZone, 'must be an IANA time zone')),
  disclosure: z.enum(['private', 'open']),
  recoveryMethods: perKind(recoveryMethod),
  resetLifetimeMinutes: whole('resetLifetimeMinutes'),
  startedResetLifetimeHours: whole('startedResetLifetimeHours'),
  createLifetimeDays: whole('createLifetimeDays'),
  temporaryPasswordHours: whole('temporaryPasswordHours'),
  usernameInTemporaryPasswordMail: z.boolean(),
  codeInSubject: z.boolean(),
  passwordPolicies: perKind(policyName),
  /** Looks up new passwords in Have I Been Pwned. Older documents without it switch it off. */
  breachList: z._default(z.boolean(), false),
  consoleSignIn: z.enum(['any', 'sso-only']),
  ipLimits,
  /** CIDRs of addresses that are exempt from the per-IP limits. */
  ipLimitExemptions: z.array(z.union([z.cidrv4(), z.cidrv6()])).check(z.maxLength(100)),
  messageRetentionDays: whole('messageRetentionDays'),
  auditRetentionDays: whole('auditRetentionDays'),
  /** `off` means that nobody can add one. Those that exist are still asked for. */
  secondFactor: perKind(factorRule),
  /** For everybody with `console.access`. The stricter one counts. */
  secondFactorForConsole: factorRule,
  /** From when it is required, or the user was created, until the user can only add one. */
  secondFactorGraceDays: whole('secondFactorGraceDays'),
  /**
   * How long a remembered browser or app isn't asked for the second factor. 0: never remembered.
   */
  rememberDeviceDays: whole('rememberDeviceDays'),
  /** How long the removal of a lost second factor waits after two administrators agreed to it. */
  factorRecoveryHours: whole('factorRecoveryHours'),
  /** How long a new recovery address waits until it can be used. */
  recoveryAddressHoldHours: whole('recoveryAddressHoldHours'),
})

export type Settings = z.infer<typeof settings>
export type RecoveryMethod = z.infer<typeof recoveryMethod>

export const defaultSettings: Settings = {
  organizationName: 'Rekey',
  logo: null,
  accentColour: null,
  supportAddress: null,
  timeZone: 'UTC',
  disclosure: 'private',
  recoveryMethods: {
    staff: 'code',
    device: 'code',
    contact: 'temporary-password',
    member: 'code',
  },
  resetLifetimeMinutes: 30,
  startedResetLifetimeHours: 24,
  createLifetimeDays: 7,
  temporaryPasswordHours: 48,
  usernameInTemporaryPasswordMail: false,
  codeInSubject: true,
  passwordPolicies: {
    staff: 'balanced',
    device: 'balanced',
    contact: 'letter-and-digit',
    member: 'balanced',
  },
  breachList: false,
  consoleSignIn: 'any',
  ipLimits: {
    passwordResets: { limit: 10, seconds: 600 },
    codeTries: { limit: 20, seconds: 60 },
    signIns: { limit: 60, seconds: 60 },
    signInOptions: { limit: 120, seconds: 60 },
  },
  ipLimitExemptions: [],
  messageRetentionDays: 90,
  auditRetentionDays: 730,
  secondFactor: { staff: 'offered', device: 'offered', contact: 'offered', member: 'offered' },
  secondFactorForConsole: 'offered',
  secondFactorGraceDays: 14,
  rememberDeviceDays: 30,
  factorRecoveryHours: 24,
  recoveryAddressHoldHours: 72,
}

/**
 * Settings that were added after others relied on this call. A document without them keeps them: an
 * older client must not switch a protection off, or remove a logo, that it doesn't know.
 */
const added = {
  logo: true,
  accentColour: true,
  secondFactor: true,
  secondFactorForConsole: true,
  secondFactorGraceDays: true,
  rememberDeviceDays: true,
  factorRecoveryHours: true,
  recoveryAddressHoldHours: true,
} as const

const changedSettings = z.partial(settings, added)

export type ChangedSettings = z.infer<typeof changedSettings>

/** The whole document. Send the `ETag` back as `If-Match` when you change it. */
export const showSettings = route({
  name: 'show-settings',
  method: 'GET',
  path: '/settings',
  summary: 'The settings, with an `ETag` for `If-Match`',
  access: { anyOf: ['settings.write'] },
  limit: null,
  status: 200,
  answer: settings,
  problems: [],
})

/**
 * Replaces the whole document, which takes effect on every instance within a second. A document
 * without the settings of second factors, logo or accent colour keeps those. A person must have
 * signed in within the last ten minutes; API keys need no sign-in. Console passwords can't be
 * switched off if no administrator could then sign in. With `If-Match` (the `ETag` of an answer),
 * it can't overwrite another user's changes. Without it, the last save wins.
 */
export const changeSettings = route({
  name: 'change-settings',
  method: 'PUT',
  path: '/settings',
  summary: 'Change the settings',
  access: { anyOf: ['settings.write'] },
  limit: null,
  headers: z.looseObject({ 'if-match': z.optional(z.string()) }),
  body: changedSettings,
  /** With a logo. */
  bodyLimit: 64 * 1_024,
  status: 200,
  answer: settings,
  problems: ['recent-sign-in-required', 'last-administrator', 'precondition-failed'],
})
