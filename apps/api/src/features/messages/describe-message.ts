import { addressOf } from '@rekey/contracts/reset-address'
import type { Settings } from '@rekey/contracts/settings'
import type { Deps } from '../../deps.ts'
import { later, minute, second } from '../../lib/clock.ts'
import type { MailContext } from '../../mail/template.ts'
import { addressCheckLifetime } from '../../models/address-checks.ts'
import type { ClaimedMessage } from '../../models/message-outcomes.ts'
import { capAfterFirstAcceptance } from '../../models/reset-time.ts'
import { isOver } from '../../models/resets.ts'
import type { MailedReset, Subjects } from './list-subjects.ts'
import {
  bringsCode,
  bringsReset,
  deriveSecrets,
  isAddressCheck,
  isSecret,
  type MailSecrets,
} from './mail-secrets.ts'

/** The facts for the template, and the secrets that must not appear outside the mail. */
type DescribedMessage = {
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
  subjects: Subjects,
): Promise<DescribedMessage | 'gone' | 'key-gone'> {
  const { user, reset, reason, mailedCode } = subjects
  const settings = await deps.settings.current()
  const now = deps.clock.now()
  const until = reset && livesUntil(message, reset, settings, now)
  if (isGone(message, subjects, until, now)) return 'gone'
  const secrets = deriveSecrets(deps, message, { reset, mailedCode })
  if (!secrets) return 'key-gone'
  const { device, origin } = message
  return {
    context: {
      settings,
      publicUrl: deps.config.publicUrl,
      now,
      askedAt: message.happenedAt ?? message.askedAt,
      origin,
      device,
      user,
      reason,
      ...secretFacts(deps, subjects, secrets, { now, until }),
    },
    secrets: [
      secrets.reset?.token,
      secrets.reset?.code,
      secrets.temporaryPassword,
      secrets.disown,
      secrets.addressCheck,
      secrets.code,
    ].filter(isSecret),
  }
}

/** The links, codes and passwords that the mail contains, and how long they work. */
function secretFacts(
  { config: { publicUrl } }: Deps,
  { reset, mailedCode }: Subjects,
  secrets: MailSecrets,
  { now, until }: { readonly now: Date; readonly until: Date | null },
) {
  const life = until && lifeFrom(now, until)
  return {
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
    disownLink: secrets.disown && `${publicUrl}/not-me#${secrets.disown}`,
    mailedCode:
      mailedCode && isSecret(secrets.code)
        ? { code: secrets.code, ...lifeFrom(now, mailedCode.expiresAt) }
        : null,
    addressCheck: isSecret(secrets.addressCheck)
      ? {
          link: `${publicUrl}/confirm-address#${secrets.addressCheck}`,
          until: later(now, addressCheckLifetime),
          lifetimeMinutes: addressCheckLifetime / minute,
        }
      : null,
  }
}

const lifeFrom = (now: Date, until: Date) => ({
  until,
  lifetimeMinutes: (until.getTime() - now.getTime()) / minute,
})

/** Whether the user, the reset, the address or the code that the mail is about is gone. */
function isGone(
  message: ClaimedMessage,
  { user, reset, mailedCode }: Subjects,
  until: Date | null,
  now: Date,
): boolean {
  if (message.userId !== null && (user?.status !== 'active' || user.deletedAt)) return true
  if (bringsReset(message) && (!until || until <= now || reset?.endedAt)) return true
  if (isAddressCheck(message) && (!user || addressOf(user) !== message.to)) return true
  return bringsCode(message) && (!mailedCode || isOver(mailedCode, now))
}

/** The page of the web app that the mail's link opens. */
const pageOf = (reset: MailedReset | null) =>
  reset?.purpose === 'link' ? '/sso/link/code' : '/reset'

/**
 * The end if this mail is accepted now. The end that record-deliveries.ts then writes is the one
 * that counts.
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
