import type { Transaction } from '../lib/database.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import type { ChainPoint } from './audit-chain.ts'
import { hex } from './audit-content.ts'

/** An anchor records up to which seal retention removed the log. */
export type Anchor = ChainPoint & { readonly eventId: bigint }

type Anchors = {
  /** Where the chain begins; null while nothing has been removed. */
  readonly newest: Anchor | null
  /** Whether we certainly wrote `newest`; false if its key is gone. */
  readonly isVerified: boolean
  /**
   * Anchors that we didn't write. An attacker who wrote them could make the triggers allow
   * deletions.
   */
  readonly forged: readonly Anchor[]
}

/** All anchors, checked. Clean-up writes at most one a night, so one query reads them all. */
export async function readAnchors(tx: Transaction, keys: Keyring): Promise<Anchors> {
  const rows = await tx.auditAnchor.findMany({ orderBy: { position: 'desc' } })
  const checked = rows.map((row) => {
    const mac = macOf(keys, row.keyId, row, row.at)
    return {
      row,
      isKnown: mac !== null,
      isForged: mac !== null && !isSame(mac, Buffer.from(row.mac)),
    }
  })
  const newest = checked.find(({ isForged }) => !isForged)
  return {
    newest: newest?.row ?? null,
    isVerified: newest?.isKnown ?? false,
    forged: checked.filter(({ isForged }) => isForged).map(({ row }) => row),
  }
}

/** Writes an anchor at this seal. The triggers then allow rows sealed up to it to be deleted. */
export async function writeAnchor(tx: Transaction, keys: Keyring, anchor: Anchor, at: Date) {
  const keyId = keys.currentId
  const mac = macOf(keys, keyId, anchor, at)
  if (!mac) throw new Error(`The current key ${keyId} is not in the keyring`)
  const { position, eventId } = anchor
  const seal = Uint8Array.from(anchor.seal)
  const data = [{ position, eventId, keyId, seal, mac: Uint8Array.from(mac), at }]
  // Two clean-ups at the same time reach the same seal, and one anchor is enough.
  await tx.auditAnchor.createMany({ data, skipDuplicates: true })
}

const macOf = (keys: Keyring, keyId: string, { position, eventId, seal }: Anchor, at: Date) =>
  keys.mac('audit-anchor', keyId, [`${position}`, `${eventId}`, hex(seal), at.toISOString()])
