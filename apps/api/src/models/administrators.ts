import type { Transaction } from '../lib/database.ts'
import { builtInRoles } from './roles.ts'

/**
 * Whether somebody is left to administer, asked in the transaction that took an administrator away
 * and after it did. Whoever takes another one away at the same time waits here, and then sees it.
 */
export async function isAdministratorLeft(tx: Transaction): Promise<boolean> {
  const role = builtInRoles.administrator
  await tx.$queryRaw`SELECT 1 FROM roles WHERE id = ${role}::uuid FOR NO KEY UPDATE`
  const left = await tx.user.findFirst({
    where: {
      status: 'active',
      deletedAt: null,
      kind: { not: 'device' },
      OR: [{ roleId: role }, { extraRoles: { some: { roleId: role } } }],
    },
    select: { id: true },
  })
  return left !== null
}
