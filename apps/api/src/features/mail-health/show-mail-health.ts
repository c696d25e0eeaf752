import type { showMailHealth as contract, MailError } from '@rekey/contracts/mail-health'
import type { Verb } from '../../http/routes.ts'
import { day, hour, instant, later } from '../../lib/clock.ts'
import { findMailFlow } from '../../models/mail-flow.ts'
import { countMails, findLastReport, listMishaps, type Mishap } from '../../models/mail-health.ts'
import { messageAdvice } from '../../models/message-advice.ts'

const mishapsLookedAt = 500
const shownErrors = 5

/** GET /mail-health. It makes a few index look-ups, however many mails there are. */
export const showMailHealth: Verb<typeof contract> = async (_input, { config, db, clock }) => {
  const now = clock.now()
  const [flow, mishaps, lastHour, lastDay, lastEventAt] = await Promise.all([
    findMailFlow(db, now),
    listMishaps(db, now, mishapsLookedAt),
    countMails(db, later(now, -hour)),
    countMails(db, later(now, -day)),
    findLastReport(db),
  ])
  const { state, since, lastAcceptedAt, queue } = flow
  return {
    status: 200,
    body: {
      transport: config.mailTransport,
      state,
      since: instant(since),
      lastAcceptedAt: instant(lastAcceptedAt),
      queue: { count: queue.count, oldestAt: instant(queue.oldestAt) },
      lastErrors: groupErrors(mishaps),
      lastHour,
      lastDay,
      eventsConfigured: {
        sendgrid: config.sendgridWebhookKey !== null,
        bounces: config.bounceAddress !== null,
      },
      lastEventAt: instant(lastEventAt),
    },
  }
}

/**
 * Failures with the same reason are one error, since their words differ only by address, queue id
 * and time.
 */
function groupErrors(mishaps: readonly Mishap[]): MailError[] {
  const groups = Map.groupBy(mishaps, ({ reason }) => reason)
  return [...groups].slice(0, shownErrors).flatMap(([reason, alike]) => {
    const [newest] = alike
    if (!newest) return []
    return {
      at: newest.at.toISOString(),
      reason,
      advice: messageAdvice[reason],
      detail: newest.detail && withoutAddresses(newest.detail),
      count: alike.length,
    }
  })
}

/**
 * A mail server's words without the addresses that they quote. Callers who see the mails of all
 * users need to know the problem, but not whose mails it affects. Secrets were removed before the
 * words were stored (send-message.ts).
 */
const withoutAddresses = (words: string): string =>
  words.replace(/[^\s<>"'`(),:;[\]]*@[^\s<>"'`(),:;[\]]*/gu, '…')
