import type { Deps } from '../../deps.ts'
import { hour, later, minute, second } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { type Anchor, readAnchors } from '../../models/audit-anchors.ts'
import { type CheckedSeal, chainStart, checkChain, type Verdict } from '../../models/audit-chain.ts'
import { hex } from '../../models/audit-content.ts'

type VerifyDeps = Pick<Deps, 'db' | 'keys' | 'clock'>

/**
 * `changed`: differs from what was sealed. `missing`: the event is gone. `unlinked`: seals before
 * this position are gone. `details-missing`: its personal fields are gone, and no sealed act erased
 * them. `forged-erasure`: an erasure that we didn't write. `unsealed`: an event that has no seal,
 * or lost it. `forged-anchor`: a beginning that retention didn't write. `cut-off`: the given head
 * isn't in the log.
 */
type AuditFault = {
  readonly kind:
    | Exclude<Verdict, 'good' | 'erased' | 'unverifiable'>
    | 'unsealed'
    | 'forged-anchor'
    | 'cut-off'
  readonly position: bigint | null
  readonly eventId: bigint | null
}

export type AuditReport = {
  /** True if there is no fault and everything could be checked. */
  readonly ok: boolean
  /** The number of seals that were checked. */
  readonly checked: number
  /**
   * The newest seal, in hex. If the operator keeps it elsewhere, a later run can show whether the
   * end was cut off.
   */
  readonly head: string | null
  /** The first hundred faults. */
  readonly faults: readonly AuditFault[]
  readonly faultCount: number
  /** Seals and anchors that can't be checked because their key is gone. */
  readonly unverifiable: number
  /** Events whose personal fields a sealed act erased. */
  readonly erased: number
  /** Events sealed over a minute after their time: the worker was down, or they were backdated. */
  readonly sealedLate: number
  /**
   * Whether the end was cut off. `unknown` without a head to look for, because the chain alone
   * can't show it.
   */
  readonly cutOff: 'no' | 'yes' | 'unknown'
}

/** A working sealer needs one second. */
const unsealedGrace = 10 * second
const sealedLateAfter = minute
const maximumFaults = 100

/**
 * Checks the whole audit log: every seal from the newest anchor on. It reads one snapshot, so that
 * neither the sealer nor retention disturbs it.
 * @param head a head from an earlier run, which the log must still contain
 */
export function verifyAudit(
  deps: VerifyDeps,
  { head }: { head?: string | undefined } = {},
): Promise<AuditReport> {
  const options = { isolationLevel: 'RepeatableRead', timeout: 6 * hour } as const
  return deps.db.$transaction((tx) => verify(tx, deps, head?.toLowerCase() ?? null), options)
}

async function verify(tx: Transaction, { keys, clock }: VerifyDeps, wantedHead: string | null) {
  const { newest, isVerified, forged } = await readAnchors(tx, keys)
  const tally = new Tally(wantedHead)
  for (const anchor of forged) tally.addFault('forged-anchor', anchor)
  if (newest) tally.addAnchor(newest, isVerified)
  for await (const seal of checkChain(tx, keys, newest ?? chainStart)) tally.addSeal(seal)
  const unsealed = await readUnsealed(tx, later(clock.now(), -unsealedGrace))
  for (const { eventId } of unsealed) tally.addFault('unsealed', { position: null, eventId })
  return tally.report()
}

/** Adds up the results of the chain; it keeps no more in memory than the report contains. */
class Tally {
  readonly #wantedHead: string | null
  readonly #faults: AuditFault[] = []
  #faultCount = 0
  #checked = 0
  #unverifiable = 0
  #erased = 0
  #sealedLate = 0
  #head: string | null = null
  #isHeadFound = false

  constructor(wantedHead: string | null) {
    this.#wantedHead = wantedHead
  }

  addFault(kind: AuditFault['kind'], { position, eventId }: Omit<AuditFault, 'kind'>) {
    this.#faultCount += 1
    if (this.#faults.length < maximumFaults) this.#faults.push({ kind, position, eventId })
  }

  addAnchor({ seal }: Anchor, isVerified: boolean) {
    this.#setHead(seal)
    if (!isVerified) this.#unverifiable += 1
  }

  addSeal({ verdict, ...row }: CheckedSeal) {
    this.#checked += 1
    this.#setHead(row.seal)
    if (row.at && row.sealedAt > later(row.at, sealedLateAfter)) this.#sealedLate += 1
    if (verdict === 'unverifiable') this.#unverifiable += 1
    else if (verdict === 'erased') this.#erased += 1
    else if (verdict !== 'good') this.addFault(verdict, row)
  }

  report(): AuditReport {
    const cutOff = this.#wantedHead === null ? 'unknown' : this.#isHeadFound ? 'no' : 'yes'
    if (cutOff === 'yes') this.addFault('cut-off', { position: null, eventId: null })
    return {
      ok: this.#faultCount === 0 && this.#unverifiable === 0,
      checked: this.#checked,
      head: this.#head,
      faults: this.#faults,
      faultCount: this.#faultCount,
      unverifiable: this.#unverifiable,
      erased: this.#erased,
      sealedLate: this.#sealedLate,
      cutOff,
    }
  }

  #setHead(seal: Uint8Array) {
    this.#head = hex(seal)
    if (this.#head === this.#wantedHead) this.#isHeadFound = true
  }
}

/**
 * Events without a seal after the grace period, as many as the report shows. Each one is a fault.
 */
const readUnsealed = (tx: Transaction, before: Date) => tx.$queryRaw<{ eventId: bigint }[]>`
  SELECT id AS "eventId"
  FROM audit_events e
  WHERE at < ${before.toISOString()}::timestamptz
    AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.event_id = e.id)
  ORDER BY id
  LIMIT ${maximumFaults}`
