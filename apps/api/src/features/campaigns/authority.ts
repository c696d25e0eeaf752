import { isOffered, type Permission } from '@rekey/contracts/permissions'
import { sql, type Transaction } from '../../lib/database.ts'
import { heldPermissions } from '../../models/users.ts'

/** Who acts: a user, or an API key with the user who created it. */
export type Authority = { readonly actorId: string; readonly userId: string }

type Row = {
  readonly permissions: readonly Permission[]
  readonly scopes: readonly Permission[] | null
}

/**
 * The permissions that somebody who started a campaign has now. It is asked again for each wave,
 * because hours lie between them. Null: they may run campaigns no longer. They were deactivated or
 * deleted, their password was blocked after somebody else had used it, their role lost the
 * permission, or the API key was deleted or has expired.
 */
export async function findAuthority(
  tx: Transaction,
  { actorId, userId }: Authority,
  now: Date,
): Promise<readonly Permission[] | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT ${heldPermissions} AS permissions, api_key.scopes
    FROM users owner LEFT JOIN api_keys api_key
      ON api_key.id = ${actorId}::uuid AND api_key.created_by = owner.id
      AND api_key.deleted_at IS NULL
      AND (api_key.expires_at IS NULL OR api_key.expires_at > ${now})
    WHERE owner.id = ${userId}::uuid AND status = 'active' AND owner.deleted_at IS NULL
      AND (password_blocked_at IS NULL OR ${isBlockedByCampaign})
      AND (owner.id = ${actorId}::uuid OR api_key.id IS NOT NULL)`
  if (!row) return null
  const held = row.permissions.filter(isOffered)
  const { scopes } = row
  const permissions = scopes ? held.filter((permission) => scopes.includes(permission)) : held
  return permissions.includes('campaigns.write') ? permissions : null
}

/** Administrators can be among the users whose passwords a campaign blocks. */
const isBlockedByCampaign = sql`EXISTS (
  SELECT FROM reset_campaign_users WHERE user_id = owner.id AND sent_at = password_blocked_at)`
