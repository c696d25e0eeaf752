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
 * Ids are given before the commit, so a lower one may show up after higher ones were sealed. Each
 * pass therefore looks back over so many seals: ten seconds of a hundred acts each. `all` looks at
 * everything; the worker does so when it starts and nightly. A seal's position, not the id, is the
 * log's order.
 */
const lookBackSeals = 1_000

/** Nobody waits for a batch: a busy machine may take its time. */
const patience = { maxWait: 10 * second, timeout: minute }

/** Held while sealing, in every process: two sealers would give two seals one position. */
const sealerLockId = 7_236_001

/**
 * Appends the seals of the events that have none. Returns how many; 0 also where another process
 * is sealing. Called every second, it costs two short statements while there is nothing to do.
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
 * The first seal of a new key comes behind the event that tells of it, wherever the key came from:
 * `keys rotate` or the environment. While instances with the old key still seal, it is told once.
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

/** The lock goes with the transaction, so that whoever holds it next sees its seals. */
async function isOnlySealer(tx: Transaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${sealerLockId}) AS locked`
  return row?.locked ?? false
}

async function requireHead(tx: Transaction, keys: SealDeps['keys']): Promise<ChainPoint> {
  const newest = await tx.auditSeal.findFirst({ orderBy: { position: 'desc' } })
  return newest ?? (await readAnchors(tx, keys)).newest ?? chainStart
}

/** Where a pass begins: events up to this id are sealed, but for those that commit very late. */
async function findLookBackId(tx: Transaction): Promise<bigint> {
  const [oldest] = await tx.auditSeal.findMany({
    orderBy: { position: 'desc' },
    skip: lookBackSeals,
    take: 1,
  })
  return oldest?.eventId ?? 0n
}

/** With the id as a value of its own PostgreSQL reads the log's end alone, not the whole log. */
const readUnsealed = (tx: Transaction, afterId: bigint, limit: number) => tx.$queryRaw<
  SealedContent[]
>`
  SELECT id, at, action, actor_id AS "actorId", user_id AS "userId", request_id AS "requestId",
    details, personal_digest AS "personalDigest"
  FROM audit_events e
  WHERE id > ${afterId} AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.event_id = e.id)
  ORDER BY id
  LIMIT ${limit}`
