import { isOffered, type Permission } from '@rekey/contracts/permissions'
import { sql, type Transaction } from '../lib/database.ts'
import { isLivingKey } from './api-keys.ts'
import { type SessionUser, sessionUserColumns } from './users.ts'

/** Who acts: a user, or an API key with the user who created it. */
export type Authority = { readonly actorId: string; readonly userId: string }

/** The caller of an act that goes on after its call: a campaign, or a batch of users. */
export type LaterCaller = {
  readonly client: 'later'
  readonly actorId: string
  readonly user: Omit<SessionUser, 'permissions'>
  readonly permissions: readonly Permission[]
  /** When the person last proved who they are; null: not recently. */
  readonly authenticatedAt: Date | null
}

type Row = SessionUser & { readonly scopes: readonly Permission[] | null }

/**
 * Somebody who started a campaign or a batch, with the permissions that they have now. It is asked
 * again as the work goes on, because hours can lie between. Null: they may act no longer. They were
 * deactivated or deleted, their password was blocked after somebody else had used it, or the API
 * key was deleted or has expired.
 */
export async function findAuthority(
  tx: Transaction,
  { actorId, userId }: Authority,
  now: Date,
): Promise<LaterCaller | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT ${sessionUserColumns}, api_key.scopes
    FROM users owner LEFT JOIN api_keys api_key
      ON api_key.id = ${actorId}::uuid AND api_key.created_by = owner.id AND ${isLivingKey(now)}
    WHERE owner.id = ${userId}::uuid AND status = 'active' AND owner.deleted_at IS NULL
      AND (password_blocked_at IS NULL OR ${isBlockedByCampaign})
      AND (owner.id = ${actorId}::uuid OR api_key.id IS NOT NULL)`
  if (!row) return null
  const { permissions, scopes, ...user } = row
  const held = permissions.filter(isOffered)
  return {
    client: 'later',
    actorId,
    user,
    permissions: scopes ? held.filter((permission) => scopes.includes(permission)) : held,
    authenticatedAt: null,
  }
}

/** Administrators can be among the users whose passwords a campaign blocks. */
const isBlockedByCampaign = sql`EXISTS (
  SELECT FROM reset_campaign_users WHERE user_id = owner.id AND sent_at = password_blocked_at)`
