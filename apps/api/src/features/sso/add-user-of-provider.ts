import { randomUUID } from 'node:crypto'
import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { settleUsers } from '../../models/required-sign-in.ts'
import { searchText } from '../../models/search-text.ts'
import { usernameKey } from '../../models/username-key.ts'
import type { Coming } from './coming.ts'

type NewUser = {
  readonly connectionId: string
  readonly email: string
  readonly displayName: string | null
}

/**
 * Creates a user at the first sign-in: a member with the default permissions and without a
 * password.
 * @throws a unique violation if a user has that name by now
 */
export async function addUserOfProvider(
  tx: Transaction,
  { connectionId, email, displayName }: NewUser,
  { ip, requestId }: Coming,
  at: Date,
): Promise<{ id: string; username: string }> {
  const fields = { username: email, displayName: displayName ?? email }
  const user = {
    ...fields,
    id: randomUUID(),
    kind: 'member' as const,
    signInMethod: 'sso' as const,
    usernameKey: usernameKey(email),
    searchText: searchText({ ...fields, emailTo: null, organization: null }),
    roleId: defaultRoleOf('member'),
    createdAt: at,
  }
  await tx.user.create({ data: user, select: { id: true } })
  await settleUsers(tx, [user.id], at)
  await recordAudit(tx, {
    action: 'user.created',
    at,
    userId: user.id,
    requestId,
    details: { kind: 'member', connectionId },
    personal: { ip, username: email },
  })
  return user
}
