import type { Deps } from '../../deps.ts'
import { hour } from '../../lib/clock.ts'
import type { Database, Transaction } from '../../lib/database.ts'
import type { Keyring } from '../../lib/keyring.ts'
import { type Anchor, readAnchors, writeAnchor } from '../../models/audit-anchors.ts'
import { chainStart, checkChain, isEventWhole } from '../../models/audit-chain.ts'

type ExpireDeps = Pick<Deps, 'db' | 'keys' | 'clock'>

type ExpiredAudit = {
  readonly removed: number
  /** The position of the first damaged seal, from which everything is kept; null: there is none. */
  readonly heldAt: bigint | null
}

/**
 * Removes the oldest whole sealed range of the audit log that is older than `cutoff`. It checks the
 * range, writes an anchor at its end, then deletes the rows. Damaged rows stay, with everything
 * after them. Otherwise an attacker who changes a row's time could have the evidence deleted. The
 * next run finishes an interrupted one; two parallel runs do no harm.
 */
export async function expireAudit(deps: ExpireDeps, cutoff: Date): Promise<ExpiredAudit> {
  // One snapshot, so that rows which another run removes meanwhile don't look like damage.
  const { end, heldAt } = await deps.db.$transaction((tx) => findRangeEnd(tx, deps.keys, cutoff), {
    isolationLevel: 'RepeatableRead',
    timeout: hour,
  })
  if (end) await deps.db.$transaction((tx) => writeAnchor(tx, deps.keys, end, deps.clock.now()))
  const { newest, isVerified } = await readAnchors(deps.db, deps.keys)
  const removed = newest && isVerified ? await deleteUpTo(deps.db, newest) : 0
  return { removed, heldAt }
}

/** The last seal before the first event that must stay. */
async function findRangeEnd(tx: Transaction, keys: Keyring, cutoff: Date) {
  const { newest } = await readAnchors(tx, keys)
  let end: Anchor | null = null
  for await (const seal of checkChain(tx, keys, newest ?? chainStart)) {
    if (!isEventWhole(seal.verdict) && seal.verdict !== 'unverifiable') {
      return { end, heldAt: seal.position }
    }
    if (seal.at && seal.at >= cutoff) break
    end = seal
  }
  return { end, heldAt: null }
}

const batchSize = 1_000

/** Seals and personal fields are deleted with their events. */
async function deleteUpTo(db: Database, { position }: Anchor): Promise<number> {
  let removed = 0
  for (;;) {
    const count = await deleteBatch(db, position)
    removed += count
    if (count < batchSize) return removed
  }
}

const deleteBatch = (tx: Transaction, position: bigint) => tx.$executeRaw`
  DELETE FROM audit_events WHERE id IN (
    SELECT event_id FROM audit_seals WHERE position <= ${position}
    ORDER BY position LIMIT ${batchSize})`
