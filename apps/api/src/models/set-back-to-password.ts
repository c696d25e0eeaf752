import type { Transaction } from '../lib/database.ts'
import { endAccess } from './access.ts'
import { forgetPassword } from './passwords.ts'

/**
 * From now on the user signs in here again. What was linked is forgotten, and the console password,
 * which opened the console alone, is none for the rest: the first one must be created. Ends all
 * that the user holds. Start the reset that brings the first password after it, not before.
 */
export async function setBackToPassword(tx: Transaction, userId: string, at: Date): Promise<void> {
  await endAccess(tx, [userId], at)
  await tx.$executeRaw`
    UPDATE users SET sign_in_method = 'password', ${forgetPassword(at)} WHERE id = ${userId}::uuid`
  await tx.ssoIdentity.deleteMany({ where: { userId } })
}
