import type { Reset } from '../generated/prisma/client.ts'
import { hour, later, minute, second } from '../lib/clock.ts'
import type { Transaction } from '../lib/database.ts'
import { isOver, type Life } from './resets.ts'

/**
 * A self-service reset lives from the acceptance of its newest mail, but at most this long after
 * that of the first.
 */
export const capAfterFirstAcceptance = 2 * hour

/**
 * Sets the end of a reset when its mail is accepted. For self-service, each newer mail moves the
 * end, up to the cap. For started resets and temporary passwords, only the first mail counts.
 */
export async function prolong(
  tx: Transaction,
  { resetId, lifetimeSeconds }: { resetId: string | null; lifetimeSeconds: number },
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE resets SET
      first_accepted_at = coalesce(first_accepted_at, ${at}::timestamptz),
      expires_at = CASE WHEN origin = 'started' OR purpose = 'temporary'
        THEN coalesce(expires_at, ${at}::timestamptz + make_interval(secs => coalesce(lifetime_seconds, ${lifetimeSeconds}::int)))
        ELSE least(
          greatest(coalesce(expires_at, ${at}::timestamptz), ${at}::timestamptz + make_interval(secs => ${lifetimeSeconds}::int)),
          coalesce(first_accepted_at, ${at}::timestamptz) + make_interval(secs => ${capAfterFirstAcceptance / 1_000}::int))
      END
    WHERE id = ${resetId}::uuid AND ended_at IS NULL`
}

/** The columns of a reset that decide whether it is worth another mail. */
export type Mailable = Life &
  Readonly<
    Pick<Reset, 'purpose' | 'origin' | 'keyId' | 'address' | 'firstAcceptedAt' | 'lifetimeSeconds'>
  >

/** A reset with less time left than this isn't worth opening. */
const shortestWorthMailing = 10 * minute

type Mailing = {
  readonly to: string | null
  readonly keyIds: readonly string[]
  readonly now: Date
}

/**
 * Whether another mail may contain this reset. It must live, belong to the address, and still have
 * its key. At least 10 minutes must be left, or for a temporary password half its life.
 */
export function isWorthMailing(reset: Mailable, { to, keyIds, now }: Mailing): boolean {
  const { purpose, origin, expiresAt, firstAcceptedAt, lifetimeSeconds } = reset
  const isTemporary = purpose === 'temporary'
  const isFixed = isTemporary || origin === 'started'
  const last = isFixed
    ? expiresAt
    : firstAcceptedAt && later(firstAcceptedAt, capAfterFirstAcceptance)
  const needed = isTemporary ? ((lifetimeSeconds ?? 0) * second) / 2 : shortestWorthMailing
  const hasTime = last === null || last.getTime() - now.getTime() >= needed
  return !isOver(reset, now) && hasTime && reset.address === to && keyIds.includes(reset.keyId)
}
