import type { Template } from '@rekey/contracts/messages'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Settings } from '@rekey/contracts/settings'
import type { Deps } from '../../deps.ts'
import { later, minute, second } from '../../lib/clock.ts'
import type { MailContext } from '../../mail/template.ts'
import { addressCheckLifetime, deriveAddressCheckToken } from '../../models/address-checks.ts'
import type { ClaimedMessage } from '../../models/message-outcomes.ts'
import {
  deriveDisownToken,
  deriveReset,
  deriveTemporaryPassword,
} from '../../models/reset-secrets.ts'
import { capAfterFirstAcceptance } from '../../models/reset-time.ts'
import type { MailedReset, Subjects } from './list-subjects.ts'

/** The facts for the template, and the secrets that must not appear outside the mail. */
export type DescribedMessage = {
  readonly context: Omit<MailContext, 'facts'>
  readonly secrets: readonly string[]
}

/**
 * Collects the facts of a mail and derives its secrets, which are the same each time. `gone`: its
 * reset or its user no longer exists, so there is nothing to say. `key-gone`: the server key from
 * which its secrets were derived was removed.
 */
export async function describeMessage(
  deps: Deps,
  message: ClaimedMessage,
  { user, reset, reason }: Subjects,
): Promise<DescribedMessage | 'gone' | 'key-gone'> {
  const settings = await deps.settings.current()
  const now = deps.clock.now()
  const until = reset && livesUntil(message, reset, settings, now)
  if (message.userId !== null && (user?.status !== 'active' || user.deletedAt)) return 'gone'
  if (bringsReset(message) && (!until || until <= now || reset.endedAt)) return 'gone'
  if (isAddressCheck(message) && (!user || addressOf(user) !== message.to)) return 'gone'
  const secrets = deriveSecrets(deps, message, reset)
  if (!secrets) return 'key-gone'
  const { device } = message
  const { publicUrl } = deps.config
  const origin = message.origin
  const disownLink = secrets.disown && `${publicUrl}/not-me#${secrets.disown}`
  const life = until && { until, lifetimeMinutes: (until.getTime() - now.getTime()) / minute }
  return {
    context: {
      settings,
      publicUrl,
      now,
      askedAt: message.happenedAt ?? message.askedAt,
      origin,
      device,
      user,
      reset: life &&
        secrets.reset && {
          ...life,
          link: `${publicUrl}${pageOf(reset)}#${secrets.reset.token}`,
          code: secrets.reset.code,
        },
      temporaryPassword:
        life && secrets.temporaryPassword !== null
          ? { ...life, password: secrets.temporaryPassword }
          : null,
      disownLink,
      reason,
      addressCheck: isSecret(secrets.addressCheck)
        ? {
            link: `${publicUrl}/confirm-address#${secrets.addressCheck}`,
            until: later(now, addressCheckLifetime),
            lifetimeMinutes: addressCheckLifetime / minute,
          }
        : null,
    },
    secrets: [
      secrets.reset?.token,
      secrets.reset?.code,
      secrets.temporaryPassword,
      secrets.disown,
      secrets.addressCheck,
    ].filter(isSecret),
  }
}

/** The page of the web app that the mail's link opens. */
const pageOf = (reset: MailedReset | null) =>
  reset?.purpose === 'link' ? '/sso/link/code' : '/reset'

const resetTemplates: readonly string[] = [
  'reset',
  'create-password',
  'console-password',
  'temporary-password',
  'sso-link',
] satisfies Template[]

const bringsReset = ({ template }: ClaimedMessage) => resetTemplates.includes(template)

const isAddressCheck = ({ template }: ClaimedMessage) => template === 'address-check'

/** Notices of acts that a stranger may have done. */
const disownedTemplates: readonly string[] = [
  'password-changed',
  'sso-linked',
  'second-factor-added',
  'second-factor-removed',
  'recovery-codes-replaced',
  'recovery-code-used',
  'factor-recovery-started',
] satisfies Template[]

/** The other notices report nothing that their reader could cancel. */
const mayBeDisowned = (message: ClaimedMessage) =>
  bringsReset(message) || disownedTemplates.includes(message.template)

const isSecret = (value: string | null | undefined): value is string => typeof value === 'string'

/** Null: a key is gone. */
function deriveSecrets({ keys }: Deps, message: ClaimedMessage, reset: MailedReset | null) {
  const isTemporary = reset?.purpose === 'temporary'
  const ofReset = reset && !isTemporary ? deriveReset(keys, reset) : null
  const temporaryPassword = isTemporary ? deriveTemporaryPassword(keys, reset) : null
  const disown = mayBeDisowned(message) ? deriveDisownToken(keys, message) : null
  const addressCheck = isAddressCheck(message) ? deriveAddressCheckToken(keys, message) : null
  if (isAddressCheck(message) && !addressCheck) return null
  if ((reset && !ofReset && !temporaryPassword) || (mayBeDisowned(message) && !disown)) return null
  return { reset: ofReset, temporaryPassword, disown, addressCheck }
}

/**
 * The end if this mail is accepted now. The end that record-deliveries.ts then writes is the one that
 * counts.
 */
function livesUntil(
  message: ClaimedMessage,
  reset: MailedReset,
  settings: Settings,
  now: Date,
): Date {
  const ownLifetime = message.lifetimeSeconds ?? settings.resetLifetimeMinutes * 60
  if (reset.origin === 'started' || reset.purpose === 'temporary') {
    return reset.expiresAt ?? later(now, (reset.lifetimeSeconds ?? ownLifetime) * second)
  }
  const byThisMail = later(now, ownLifetime * second).getTime()
  const byAnother = reset.expiresAt?.getTime() ?? byThisMail
  const cap = later(reset.firstAcceptedAt ?? now, capAfterFirstAcceptance).getTime()
  return new Date(Math.min(Math.max(byThisMail, byAnother), cap))
}
