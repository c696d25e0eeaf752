import type { ResetCampaign } from '../../generated/prisma/client.ts'
import { later, minute, second } from '../../lib/clock.ts'

/**
 * How far the pace may catch up. A worker that looks late by a second sends the mails of that
 * second. The mails of an hour in which no worker ran don't go out all at once.
 */
const catchUp = 2 * second

type Turn = { readonly count: number; readonly nextAt: Date }

/** How many mails may be queued now, at most `most`, and when the next one may. */
export function turnOf(
  { nextAt, perMinute }: Pick<ResetCampaign, 'nextAt' | 'perMinute'>,
  now: Date,
  most: number,
): Turn {
  const interval = minute / perMinute
  const begin = Math.max(nextAt?.getTime() ?? 0, later(now, -catchUp).getTime())
  const due = begin > now.getTime() ? 0 : Math.floor((now.getTime() - begin) / interval) + 1
  const count = Math.max(0, Math.min(due, most))
  return { count, nextAt: new Date(Math.ceil(begin + count * interval)) }
}
