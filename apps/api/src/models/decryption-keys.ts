import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { day, later } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import { selfSignedCertificate } from '../lib/self-signed-certificate.ts'
import { resealRows, sealedBefore } from './reseal-rows.ts'

/** NIST SP 800-57 has 2048 bits end in 2030. */
const bits = 3_072
const lifetimeDays = 3_650

/**
 * A new key that isn't stored yet. Making one takes a while, so it is made before any row is
 * locked.
 */
type NewDecryptionKey = { readonly certificate: string; readonly privateKey: string }

export async function makeDecryptionKey(publicUrl: string, at: Date): Promise<NewDecryptionKey> {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: bits })
  const certificate = selfSignedCertificate({
    ...keys,
    name: new URL(publicUrl).hostname,
    // A provider's clock may be behind ours.
    validFrom: later(at, -day),
    validUntil: later(at, lifetimeDays * day),
  })
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { certificate, privateKey }
}

/** From now on the provider encrypts with this key's certificate; older keys can still decrypt. */
export const keepDecryptionKey = (
  tx: Transaction,
  keys: Keyring,
  connectionId: string,
  { certificate, privateKey }: NewDecryptionKey,
  at: Date,
) =>
  tx.ssoDecryptionKey.create({
    data: {
      connectionId,
      certificate,
      sealedKey: keys.seal('decryption-key', privateKey),
      createdAt: at,
    },
    select: { id: true },
  })

/** The certificate that providers encrypt with now; null: there is none yet. */
export async function findEncryptionCertificate(
  db: Database | Transaction,
  connectionId: string,
): Promise<string | null> {
  const newest = await db.ssoDecryptionKey.findFirst({
    where: { connectionId },
    orderBy: { createdAt: 'desc' },
    select: { certificate: true },
  })
  return newest?.certificate ?? null
}

/** The private keys that can be read, PEM, newest first. */
export async function findDecryptionKeys(
  db: Database,
  keys: Keyring,
  connectionId: string,
): Promise<string[]> {
  const rows = await db.ssoDecryptionKey.findMany({
    where: { connectionId },
    orderBy: { createdAt: 'desc' },
    select: { sealedKey: true },
  })
  return rows.flatMap(({ sealedKey }) => keys.unseal('decryption-key', sealedKey) ?? [])
}

/** Reseals every private key that is sealed with an older server key. */
export async function resealDecryptionKeys(db: Database, keys: Keyring) {
  const rows = await db.ssoDecryptionKey.findMany({
    where: { sealedKey: sealedBefore(keys) },
    select: { id: true, sealedKey: true, connection: { select: { name: true } } },
  })
  const named = rows.map(({ id, sealedKey: sealed, connection: { name } }) => ({
    id,
    sealed,
    name,
  }))
  return resealRows(keys, 'decryption-key', named, ({ id, sealed }, sealedKey) =>
    db.ssoDecryptionKey.updateMany({ where: { id, sealedKey: sealed }, data: { sealedKey } }),
  )
}
