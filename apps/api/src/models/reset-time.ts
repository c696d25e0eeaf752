import { isSameMailbox } from '@rekey/contracts/reset-address'
import type { Reset } from '../generated/prisma/client.ts'
import { hour, later, minute, second } from '../lib/clock.ts'
import { rowsAsTable, sql, type Transaction } from '../lib/database.ts'
import { isOver, type Life } from './resets.ts'

/**
 * A self-service reset lives from the acceptance of its newest mail, but at most this long after
 * that of the first.
 */
export const capAfterFirstAcceptance = 2 * hour

/** A mail of a reset that was accepted, and how long it lets the reset live. */
type AcceptedMail = { readonly resetId: string | null; readonly lifetimeSeconds: number }

/**
 * Sets the ends of resets when their mails are accepted. For self-service, each newer mail moves
 * the end, up to the cap. For started resets and temporary passwords, only the first mail counts.
 */
export async function prolong(
  tx: Transaction,
  mails: readonly AcceptedMail[],
  at: Date,
): Promise<void> {
  const brought = mails.filter(({ resetId }) => resetId !== null)
  if (brought.length === 0) return
  const now = sql`${at}::timestamptz`
  await tx.$executeRaw`
    WITH mail AS (
      SELECT "resetId" AS id, make_interval(secs => max("lifetimeSeconds")) AS lifetime
      FROM ${rowsAsTable(brought, sql`"resetId" uuid, "lifetimeSeconds" int`)} GROUP BY "resetId"
    )
    UPDATE resets SET
      first_accepted_at = coalesce(first_accepted_at, ${now}),
      expires_at = CASE WHEN origin = 'started' OR purpose = 'temporary'
        THEN coalesce(
          expires_at, ${now} + coalesce(make_interval(secs => lifetime_seconds), mail.lifetime))
        ELSE least(
          greatest(coalesce(expires_at, ${now}), ${now} + mail.lifetime),
          coalesce(first_accepted_at, ${now})
            + make_interval(secs => ${capAfterFirstAcceptance / 1_000}::int))
      END
    FROM mail WHERE resets.id = mail.id AND ended_at IS NULL`
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
  return (
    !isOver(reset, now) &&
    hasTime &&
    isSameMailbox(reset.address, to) &&
    keyIds.includes(reset.keyId)
  )
}
