import type { Deps } from '../deps.ts'
import { day, later } from '../lib/clock.ts'
import type { Transaction } from '../lib/database.ts'
import { within } from './within-transaction.ts'

/** How long the first answer is kept. */
export const keptFor = day

/** Acts that ask other systems take longer than a transaction usually may, in milliseconds. */
const patience = { timeout: 60_000 }

/** A call that its caller may repeat. Two calls with the same key, method and path are the same. */
export type Call = {
  readonly apiKeyId: string
  readonly method: string
  readonly path: string
  readonly key: string
  /** SHA-256 of the body. Bodies can hold passwords, so it is stored sealed. */
  readonly bodyHash: string
}

export type KeptAnswer = { readonly status: number; readonly body: unknown }

export type Outcome =
  | ({ readonly outcome: 'answered' } & KeptAnswer)
  /** It was answered before. */
  | ({ readonly outcome: 'kept' } & KeptAnswer)
  | { readonly outcome: 'running' | 'other-body' | 'not-kept' }

/**
 * Answers a call once, however often it is sent. The effects of the call and its answer are
 * committed together: when a server is killed, both are there or neither. A lock that ends with the
 * transaction shows that the first call is still running, on this server or another.
 * @param run gets `deps` whose database and jobs belong to that transaction. If it throws, nothing
 * is kept
 */
export const answerOnce = (
  deps: Deps,
  call: Call,
  run: (deps: Deps) => Promise<KeptAnswer & { readonly holdsSecret: boolean }>,
): Promise<Outcome> =>
  deps.db.$transaction(async (tx) => {
    if (!(await isFirst(tx, call))) return { outcome: 'running' }
    const kept = await findKept(tx, deps, call)
    if (kept) return kept
    await tx.$executeRaw`SAVEPOINT call`
    const { status, body, holdsSecret } = await run(within(tx, deps))
    if (status >= 400) await mend(tx)
    await keep(tx, deps, call, { status, body, holdsSecret })
    return { outcome: 'answered', status, body }
  }, patience)

/** The lock of the call, held until the transaction ends. */
async function isFirst(tx: Transaction, { apiKeyId, method, path, key }: Call): Promise<boolean> {
  const name = JSON.stringify([apiKeyId, method, path, key])
  const [row] = await tx.$queryRaw<{ isFree: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS "isFree"`
  return row?.isFree ?? false
}

/** After a statement that the database refused, it accepts no others until we go back. */
const mend = (tx: Transaction) =>
  tx.$queryRaw`SELECT 1`.catch(() => tx.$executeRaw`ROLLBACK TO SAVEPOINT call`)

async function findKept(tx: Transaction, deps: Deps, call: Call): Promise<Outcome | null> {
  const { bodyHash, ...id } = call
  const row = await tx.idempotentCall.findUnique({ where: { apiKeyId_method_path_key: id } })
  if (!row || row.createdAt <= later(deps.clock.now(), -keptFor)) return null
  const keptHash = deps.keys.unseal('kept-answer', row.bodyHash)
  if (keptHash === null) return { outcome: 'not-kept' }
  if (keptHash !== bodyHash) return { outcome: 'other-body' }
  if (row.heldSecret) return { outcome: 'not-kept' }
  const opened = row.answer === null ? 'null' : deps.keys.unseal('kept-answer', row.answer)
  if (opened === null) return { outcome: 'not-kept' }
  return { outcome: 'kept', status: row.status, body: JSON.parse(opened) }
}

async function keep(
  tx: Transaction,
  { keys, clock }: Deps,
  { bodyHash, ...id }: Call,
  { status, body, holdsSecret }: KeptAnswer & { readonly holdsSecret: boolean },
) {
  const isKept = body !== null && !holdsSecret
  const row = {
    bodyHash: keys.seal('kept-answer', bodyHash),
    status,
    heldSecret: holdsSecret,
    answer: isKept ? keys.seal('kept-answer', JSON.stringify(body)) : null,
    createdAt: clock.now(),
  }
  await tx.idempotentCall.upsert({
    where: { apiKeyId_method_path_key: id },
    create: { ...id, ...row },
    update: row,
  })
}
