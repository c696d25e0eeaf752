import type { Deps } from '../../deps.ts'
import { minute, second } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { readAnchors } from '../../models/audit-anchors.ts'
import {
  type ChainPoint,
  chainStart,
  type SealedContent,
  sealOf,
} from '../../models/audit-chain.ts'

type SealDeps = Pick<Deps, 'db' | 'keys' | 'clock'>

const batchSize = 500

/**
 * Ids are assigned before the commit, so a lower id may appear after higher ones were sealed. So
 * each pass looks back over this many seals: ten seconds with a hundred acts each. `all` looks at
 * everything; the worker does that when it starts and every night. The log's order is the position
 * of the seals, not the id.
 */
const lookBackSeals = 1_000

/** Nobody waits for a batch, so a busy machine may take longer. */
const patience = { maxWait: 10 * second, timeout: minute }

/**
 * The lock that a sealer holds, in every process: two sealers would use the same position twice.
 */
const sealerLockId = 7_236_001

/**
 * Appends seals for the events that have none. Returns how many; 0 also if another process is
 * sealing. It runs every second and costs two short statements if there is nothing to do.
 */
export async function sealAudit(deps: SealDeps, { all = false } = {}): Promise<number> {
  let sealed = 0
  if (all) await deps.db.$transaction((tx) => noteRotation(tx, deps), patience)
  for (;;) {
    const afterId = all ? 0n : await findLookBackId(deps.db)
    const unsealed = await readUnsealed(deps.db, afterId, 1)
    if (unsealed.length === 0) return sealed
    const count = await deps.db.$transaction((tx) => sealBatch(tx, deps, afterId), patience)
    sealed += count
    if (count < batchSize) return sealed
  }
}

async function sealBatch(tx: Transaction, deps: SealDeps, afterId: bigint) {
  const { keys, clock } = deps
  if (!(await isOnlySealer(tx))) return 0
  await noteRotation(tx, deps)
  const events = await readUnsealed(tx, afterId, batchSize)
  let before = await requireHead(tx, keys)
  const sealedAt = clock.now()
  const data = events.map((event) => {
    const seal = sealOf(keys, keys.currentId, before, sealedAt, event)
    if (!seal) throw new Error(`The current key ${keys.currentId} is not in the keyring`)
    before = { position: before.position + 1n, seal }
    const { position } = before
    return {
      position,
      eventId: event.id,
      keyId: keys.currentId,
      seal: Uint8Array.from(seal),
      sealedAt,
    }
  })
  await tx.auditSeal.createMany({ data })
  return data.length
}

/**
 * Writes an event about a new key before its first seal, whether `keys rotate` or the environment
 * brought the key. While instances with the old key still seal, the event is written only once.
 */
async function noteRotation(tx: Transaction, { keys, clock }: SealDeps): Promise<void> {
  if (!(await isOnlySealer(tx))) return
  const newest = await tx.auditSeal.findFirst({ orderBy: { position: 'desc' } })
  const after = keys.currentId
  if (!newest || newest.keyId === after) return
  if (await tx.auditSeal.findFirst({ where: { keyId: after }, select: { position: true } })) return
  const told = { action: 'keys.rotated' as const, details: { before: newest.keyId, after } }
  if (await tx.auditEvent.findFirst({ where: { action: told.action, seal: null } })) return
  await recordAudit(tx, { ...told, at: clock.now() })
}

/** The lock ends with the transaction, so the next sealer sees the new seals. */
async function isOnlySealer(tx: Transaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${sealerLockId}) AS locked`
  return row?.locked ?? false
}

async function requireHead(tx: Transaction, keys: SealDeps['keys']): Promise<ChainPoint> {
  const newest = await tx.auditSeal.findFirst({ orderBy: { position: 'desc' } })
  return newest ?? (await readAnchors(tx, keys)).newest ?? chainStart
}

/** Where a pass begins: events up to this id are sealed, except those that commit very late. */
async function findLookBackId(tx: Transaction): Promise<bigint> {
  const [oldest] = await tx.auditSeal.findMany({
    orderBy: { position: 'desc' },
    skip: lookBackSeals,
    take: 1,
  })
  return oldest?.eventId ?? 0n
}

/** With the id as a separate value PostgreSQL reads only the end of the log, not all of it. */
const readUnsealed = (tx: Transaction, afterId: bigint, limit: number) => tx.$queryRaw<
  SealedContent[]
>`
  SELECT id, at, action, actor_id AS "actorId", user_id AS "userId", request_id AS "requestId",
    details, personal_digest AS "personalDigest"
  FROM audit_events e
  WHERE id > ${afterId} AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.event_id = e.id)
  ORDER BY id
  LIMIT ${limit}`
