import { readArgon2Label } from './argon2.ts'
import { readBcryptLabel } from './bcrypt.ts'
import type { SchemeCost } from './foreign-hash.ts'
import { readPbkdf2Label } from './pbkdf2.ts'
import { readScryptLabel } from './scrypt.ts'

/** The cost of a check by its label; null for a label that no scheme here makes. */
function costOfLabel(label: string): SchemeCost | null {
  for (const read of [readArgon2Label, readBcryptLabel, readScryptLabel, readPbkdf2Label]) {
    const cost = read(label)
    if (cost) return cost
  }
  return null
}

/**
 * What every password check does while hashes of these labels are stored: of each family its most.
 * Only work of one family can be weighed exactly; across families nothing but a clock could, and a
 * busy machine bends that.
 */
export function mostOfEachFamily(labels: Iterable<string>): SchemeCost[] {
  const most = new Map<string, SchemeCost>()
  for (const label of [...labels].sort()) {
    const cost = costOfLabel(label)
    if (cost && cost.units > (most.get(cost.family)?.units ?? 0)) most.set(cost.family, cost)
  }
  return [...most.values()]
}
