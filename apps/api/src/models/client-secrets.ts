import type { Database } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import { resealRows, sealedBefore } from './reseal-rows.ts'

/** Reseals every client secret that is sealed with an older server key. */
export async function resealClientSecrets(db: Database, keys: Keyring) {
  const rows = await db.ssoConnection.findMany({
    where: { clientSecret: sealedBefore(keys) },
    select: { id: true, name: true, clientSecret: true },
  })
  const sealed = rows.map((row) => ({ ...row, sealed: row.clientSecret ?? '' }))
  return resealRows(keys, 'client-secret', sealed, (row, clientSecret) =>
    db.ssoConnection.updateMany({
      where: { id: row.id, clientSecret: row.sealed },
      data: { clientSecret },
    }),
  )
}
