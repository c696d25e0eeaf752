import { hour, later, minute, second } from '../lib/clock.ts'
import type { Transaction } from '../lib/database.ts'
import { isOver, type Life } from './resets.ts'

/** A self-service reset lives from its newest mail's acceptance, but never longer than this after the first. */
export const capAfterFirstAcceptance = 2 * hour

/**
 * Gives a reset time from the acceptance of its mail. Self-service: each newer mail gives more, up to
 * the cap. Started ones and temporary passwords: the first mail alone decides.
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

/** What is read of a reset to see whether it is worth another mail. */
export type Mailable = Life & {
  readonly purpose: string
  readonly origin: string
  readonly keyId: string
  readonly address: string
  readonly firstAcceptedAt: Date | null
  /** From first acceptance to the end; null: the settings' at each acceptance. */
  readonly lifetimeSeconds: number | null
}

/** What less time than this is left to isn't worth opening. */
const shortestWorthMailing = 10 * minute

type Mailing = {
  readonly to: string | null
  readonly keyIds: readonly string[]
  readonly now: Date
}

/**
 * Whether a mail may bring a reset again: it lives, belongs to the address, its key is still there,
 * and enough time is left: 10 minutes, of a temporary password half its life.
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
