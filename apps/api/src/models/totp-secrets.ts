import type { SecondFactor } from '../generated/prisma/client.ts'
import type { Database, Transaction } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import { resealRows, sealedBefore } from './reseal-rows.ts'

/** Authenticator apps until they are confirmed, and their sealed secrets. */

/** The sealed text names the user, so a row that is copied to another user proves nothing. */
const sealTotpSecret = (keys: Keyring, userId: string, secret: string): string =>
  keys.seal('totp-secret', `${userId}:${secret}`)

/** Null: the server key is gone, or the row belongs to another user. */
export function unsealTotpSecret(
  keys: Keyring,
  { userId, sealedSecret }: Pick<SecondFactor, 'userId' | 'sealedSecret'>,
): string | null {
  const [owner, secret] =
    (sealedSecret && keys.unseal('totp-secret', sealedSecret)?.split(':')) || []
  return owner === userId && secret !== undefined ? secret : null
}

/** An authenticator app that doesn't count before it is confirmed; it replaces an earlier one. */
export async function keepPendingTotp(
  tx: Transaction,
  keys: Keyring,
  { userId, name, secret, at }: { userId: string; name: string; secret: string; at: Date },
): Promise<string> {
  await tx.secondFactor.deleteMany({ where: { userId, confirmedAt: null } })
  const sealedSecret = sealTotpSecret(keys, userId, secret)
  const { id } = await tx.secondFactor.create({
    data: { userId, type: 'totp', name, sealedSecret, createdAt: at },
    select: { id: true },
  })
  return id
}

/**
 * Authenticator apps that users bring from another system, where they have shown codes already.
 * They count at once.
 */
export async function keepImportedTotp(
  tx: Transaction,
  keys: Keyring,
  given: readonly { readonly userId: string; readonly secret: string }[],
  at: Date,
): Promise<void> {
  if (given.length === 0) return
  await tx.secondFactor.createMany({
    data: given.map(({ userId, secret }) => ({
      userId,
      type: 'totp',
      name: 'Authenticator app',
      sealedSecret: sealTotpSecret(keys, userId, secret),
      createdAt: at,
      confirmedAt: at,
    })),
  })
}

export const findPendingTotp = (db: Database, userId: string, id: string) =>
  db.secondFactor.findFirst({ where: { id, userId, type: 'totp', confirmedAt: null } })

/** @returns false: it was confirmed or replaced meanwhile */
export async function confirmPendingTotp(
  tx: Transaction,
  id: string,
  step: number,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.secondFactor.updateMany({
    where: { id, confirmedAt: null },
    data: { confirmedAt: at, lastStep: step, lastUsedAt: at },
  })
  return count === 1
}

/** Reseals every secret of an authenticator app that is sealed with an older server key. */
export async function resealTotpSecrets(db: Database, keys: Keyring) {
  const rows = await db.secondFactor.findMany({
    where: { sealedSecret: sealedBefore(keys) },
    select: { id: true, sealedSecret: true },
  })
  const named = rows.map(({ id, sealedSecret }) => ({ id, sealed: sealedSecret ?? '', name: id }))
  return resealRows(keys, 'totp-secret', named, ({ id, sealed }, sealedSecret) =>
    db.secondFactor.updateMany({ where: { id, sealedSecret: sealed }, data: { sealedSecret } }),
  )
}
