import type { User } from '@rekey/contracts/users'
import { type EndReason, isOver } from '../../models/resets.ts'

/** The columns of a user's newest invitation. All are null if there is none. */
export type InvitationRow = {
  readonly invitedAt: Date | null
  readonly invitationEndsAt: Date | null
  readonly invitationEndedAt: Date | null
  readonly invitationEnd: EndReason | null
  readonly invitationMessageId: string | null
}

type Invitation = NonNullable<User['invitation']>

export function invitationOf(row: InvitationRow, now: Date): Invitation | null {
  if (!row.invitedAt) return null
  return {
    status: statusOf(row, now),
    startedAt: row.invitedAt.toISOString(),
    endsAt: row.invitationEndsAt?.toISOString() ?? null,
    messageId: row.invitationMessageId,
  }
}

function statusOf(row: InvitationRow, now: Date): Invitation['status'] {
  const { invitationEnd: reason, invitationEndsAt: expiresAt } = row
  if (reason === 'mail-failed') return 'failed'
  if (reason && reason !== 'expired') return 'ended'
  if (isOver({ endedAt: row.invitationEndedAt, expiresAt }, now)) return 'expired'
  return expiresAt ? 'sent' : 'sending'
}
