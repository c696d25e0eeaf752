import { hash, verify } from '@node-rs/bcrypt'
import { type LabelReader, megabyte, type Scheme, type SchemeCost } from './foreign-hash.ts'

/** The salt's last character carries 2 bits, the digest's 4; other characters there mean damage. */
const form =
  /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/

const millisecondsPerRound = 0.06

/** bcrypt reads only this many bytes, also in the system that made the hash. */
const readBytes = 72

/**
 * bcrypt as `$2a$`, `$2b$` and `$2y$`. `$2x$` marks hashes of a defect of 2011 that nothing here
 * can check. A password with U+0000 never matches, because implementations disagree about where it
 * ends.
 */
export const bcrypt: Scheme = (value) => {
  if (!value.startsWith('$2')) return null
  if (value.startsWith('$2x$')) return { fault: 'uses the broken scheme $2x$' }
  const cost = Number(form.exec(value)?.[1] ?? 0)
  if (cost === 0) return { fault: 'is damaged' }
  return {
    cost: costOf(cost),
    memoryBytes: megabyte / 256,
    estimatedMs: 2 ** cost * millisecondsPerRound,
    units: 2 ** cost,
    verify: async (password) =>
      (await verify(readPart(password), value)) && !password.includes('\0'),
  }
}

const readPart = (password: string) => Buffer.from(password).subarray(0, readBytes)

const leastCost = 4

/**
 * A unit is a round. The difference of two costs is a sum of lower ones: 2^12 − 2^10 = 2^11 + 2^10.
 */
const costOf = (cost: number): SchemeCost => ({
  label: `bcrypt-${cost}`,
  family: 'bcrypt',
  units: 2 ** cost,
  async spend(password, units) {
    for (let part = leastCost; part <= cost; part += 1) {
      if (units & (2 ** part)) await hash(readPart(password), { cost: part })
    }
  },
})

export const readBcryptLabel: LabelReader = (label) => {
  const cost = Number(/^bcrypt-(\d{1,2})$/.exec(label)?.[1] ?? 0)
  return cost < leastCost ? null : costOf(cost)
}
