import type { ResetCampaign } from '../../generated/prisma/client.ts'
import { day, later } from '../../lib/clock.ts'

/** From when on users can be reminded again: once a day. Null: at once. */
export function nextReminderAt(
  { remindedAt }: Pick<ResetCampaign, 'remindedAt'>,
  now: Date,
): Date | null {
  const next = remindedAt && later(remindedAt, day)
  return next && next > now ? next : null
}
