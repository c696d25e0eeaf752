import type { Transaction } from '../lib/database.ts'
import { endAccess } from './access.ts'
import { forgetPassword } from './passwords.ts'

/**
 * From now on the user signs in here again. Their linked identities are forgotten. The console
 * password opened only the console, so it doesn't become their password: they must create a first
 * one. This ends everything that the user holds, so start the reset for the first password after
 * this call.
 */
export async function setBackToPassword(tx: Transaction, userId: string, at: Date): Promise<void> {
  await endAccess(tx, [userId], at)
  await tx.$executeRaw`
    UPDATE users SET sign_in_method = 'password', ${forgetPassword(at)} WHERE id = ${userId}::uuid`
  await tx.ssoIdentity.deleteMany({ where: { userId } })
}
