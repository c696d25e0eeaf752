import type { Database } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'

/**
 * Reseals every client secret that is sealed with an older key. If a secret is replaced meanwhile,
 * the new one stays.
 * @returns how many were resealed, and the names of connections whose secret can't be read
 */
export async function resealClientSecrets(
  db: Database,
  keys: Keyring,
): Promise<{ resealed: number; unreadable: string[] }> {
  const sealed = await db.ssoConnection.findMany({
    where: {
      clientSecret: { not: null },
      NOT: { clientSecret: { startsWith: `${keys.currentId}:` } },
    },
    select: { id: true, name: true, clientSecret: true },
    orderBy: { name: 'asc' },
  })
  const unreadable: string[] = []
  let resealed = 0
  for (const { id, name, clientSecret } of sealed) {
    const plain = clientSecret && keys.unseal('client-secret', clientSecret)
    if (plain === null) unreadable.push(name)
    else resealed += await replace(db, id, clientSecret, keys.seal('client-secret', plain))
  }
  return { resealed, unreadable }
}

async function replace(db: Database, id: string, before: string | null, after: string) {
  const { count } = await db.ssoConnection.updateMany({
    where: { id, clientSecret: before },
    data: { clientSecret: after },
  })
  return count
}
