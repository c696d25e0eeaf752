import { limits, type SchemeCost } from '../../lib/foreign-hashes/foreign-hash.ts'
import { measureSchemeCost } from '../../lib/foreign-hashes/measure-scheme-cost.ts'
import { parseForeignHash } from '../../lib/foreign-hashes/parse-foreign-hash.ts'
import type { Hasher } from '../../lib/hasher.ts'
import type { Read } from './import-columns.ts'

/** A hash that may be stored; `scheme` is null for one with our own parameters. */
export type ImportedHash = { readonly hash: string; readonly scheme: string | null }

export type HashJudge = (hash: string) => Promise<Read<ImportedHash>>

/**
 * Judges given hashes. The first one of each scheme and cost is measured on this machine, one after
 * the other, and the hashes that follow wait for it. A hash that takes over 500 ms is refused,
 * because every sign-in with it could stop the server.
 * @param onMeasured called with each accepted scheme, before its first row is stored
 */
export function createHashJudge(
  hasher: Pick<Hasher, 'isForeign'>,
  onMeasured: (label: string, milliseconds: number) => Promise<void>,
): HashJudge {
  const measured = new Map<string, Promise<number>>()
  let last = Promise.resolve(0)
  const measure = async (before: Promise<number>, cost: SchemeCost) => {
    await before
    const milliseconds = await measureSchemeCost(cost)
    if (milliseconds <= limits.milliseconds) await onMeasured(cost.label, milliseconds)
    return milliseconds
  }
  return async (hash) => {
    if (!hasher.isForeign(hash)) return { value: { hash, scheme: null } }
    const foreign = parseForeignHash(hash)
    if ('fault' in foreign) return foreign
    const { label } = foreign.cost
    if (!measured.has(label)) {
      last = measure(last, foreign.cost)
      measured.set(label, last)
    }
    const milliseconds = (await measured.get(label)) ?? Number.POSITIVE_INFINITY
    return milliseconds <= limits.milliseconds
      ? { value: { hash, scheme: label } }
      : { fault: `(${label}) takes ${Math.round(milliseconds)} ms to check; at most 500 ms` }
  }
}
