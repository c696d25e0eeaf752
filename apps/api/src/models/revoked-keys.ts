import type { Logger } from 'pino'
import { second } from '../lib/clock.ts'
import type { Database } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import { repeat } from '../lib/repeat.ts'
import { StartError } from '../lib/start-error.ts'

/** Within this time, running servers and workers refuse a key that was revoked. */
export const lookForRevokedMs = 5 * second

/** The ids of keys that were revoked. */
export async function findRevokedKeys(db: Pick<Database, '$queryRaw'>): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT id FROM revoked_keys`
  return rows.map(({ id }) => id)
}

/**
 * Refuses the keys that were revoked.
 * @throws StartError if the key that signs is one of them
 */
export async function refuseRevokedKeys(
  db: Pick<Database, '$queryRaw'>,
  keys: Keyring,
): Promise<void> {
  const revoked = await findRevokedKeys(db)
  if (revoked.includes(keys.currentId)) throw new StartError(signsWithRevoked(keys.currentId))
  keys.refuse(revoked)
}

const signsWithRevoked = (id: string) =>
  `The key ${id} signs, but it was revoked. Run \`rekey keys rotate\`, and start with the new key.`

type Watched = { readonly db: Database; readonly keys: Keyring; readonly log: Logger }

/**
 * Keeps refusing keys. A process whose own key was revoked ends, because all that it signs is void.
 */
export const watchRevokedKeys = ({ db, keys, log }: Watched, end: () => void) =>
  repeat(
    () => refuseRevokedKeys(db, keys),
    lookForRevokedMs,
    (error) => {
      if (!(error instanceof StartError))
        return log.warn({ err: error }, 'Revoked keys could not be read')
      log.error(error.message)
      end()
    },
  )
