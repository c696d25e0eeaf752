import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { addressOf } from '@rekey/contracts/reset-address'
import type { User } from '../generated/prisma/client.ts'
import type { Transaction } from '../lib/database.ts'
import { findSettings } from './settings.ts'

/**
 * Whether an administrator who can sign in is left: the last administrator can't be removed. Call
 * it in the transaction that changes a user, a connection or the settings, after that change. A
 * transaction that removes another administrator at the same time waits here, and then sees the
 * first removal.
 */
export async function isAdministratorLeft(tx: Transaction): Promise<boolean> {
  const role = builtInRoles.administrator
  await tx.$queryRaw`SELECT 1 FROM roles WHERE id = ${role}::uuid FOR NO KEY UPDATE`
  const { consoleSignIn } = await findSettings(tx)
  const left = await tx.$queryRaw<object[]>`
    SELECT 1 FROM users owner
    WHERE status = 'active' AND deleted_at IS NULL AND kind <> 'device'
      AND id IN (
        SELECT id FROM users WHERE role_id = ${role}::uuid
        UNION ALL SELECT user_id FROM user_roles WHERE role_id = ${role}::uuid)
      AND (sign_in_method = 'password'
        OR (${consoleSignIn === 'any'} AND password_hash IS NOT NULL AND password_blocked_at IS NULL)
        OR EXISTS (
          SELECT 1 FROM sso_identities identity
          JOIN sso_connections connection ON connection.id = identity.connection_id
          WHERE identity.user_id = owner.id AND linked_at IS NOT NULL AND connection.enabled))
    LIMIT 1`
  return left.length > 0
}

/** A user who can be sent a notice, and the address for it. */
type NoticeRecipient = { readonly userId: string; readonly address: string }

/** Every active administrator with an address. */
export async function listAdministrators(tx: Transaction): Promise<NoticeRecipient[]> {
  const role = builtInRoles.administrator
  const administrators = await tx.user.findMany({
    where: {
      ...active,
      OR: [{ roleId: role }, { extraRoles: { some: { roleId: role } } }],
    },
  })
  return administrators.flatMap(toRecipient)
}

/** One user, if they are active and have an address. */
export async function findActiveRecipient(
  tx: Transaction,
  id: string,
): Promise<NoticeRecipient | null> {
  const user = await tx.user.findFirst({ where: { ...active, id } })
  return (user && toRecipient(user)[0]) ?? null
}

const active = { status: 'active', deletedAt: null } as const

function toRecipient(user: User): NoticeRecipient[] {
  const address = addressOf(user)
  return address ? [{ userId: user.id, address }] : []
}
