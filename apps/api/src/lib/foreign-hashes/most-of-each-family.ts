import { readArgon2Label } from './argon2.ts'
import { readBcryptLabel } from './bcrypt.ts'
import type { SchemeCost } from './foreign-hash.ts'
import { readPbkdf2Label } from './pbkdf2.ts'
import { readScryptLabel } from './scrypt.ts'

/** The cost of a check by its label; null if no scheme here makes that label. */
function costOfLabel(label: string): SchemeCost | null {
  for (const read of [readArgon2Label, readBcryptLabel, readScryptLabel, readPbkdf2Label]) {
    const cost = read(label)
    if (cost) return cost
  }
  return null
}

/**
 * The work of every password check while hashes with these labels are stored: in each family the
 * most expensive. Only work of the same family can be compared exactly. Across families only a
 * clock could compare, and a busy machine distorts that.
 */
export function mostOfEachFamily(labels: Iterable<string>): SchemeCost[] {
  const most = new Map<string, SchemeCost>()
  for (const label of [...labels].sort()) {
    const cost = costOfLabel(label)
    if (cost && cost.units > (most.get(cost.family)?.units ?? 0)) most.set(cost.family, cost)
  }
  return [...most.values()]
}
