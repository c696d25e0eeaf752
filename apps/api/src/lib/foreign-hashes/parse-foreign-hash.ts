import { argon2 } from './argon2.ts'
import { bcrypt } from './bcrypt.ts'
import { django } from './django.ts'
import { type Fault, type ForeignHash, findCostFault, type Scheme } from './foreign-hash.ts'
import { pbkdf2 } from './pbkdf2.ts'
import { scrypt } from './scrypt.ts'

const schemes: readonly Scheme[] = [argon2, bcrypt, scrypt, pbkdf2, django]

/**
 * Reads a hash that another system made: PHC argon2, bcrypt, scrypt, PBKDF2, or Django's forms. It
 * does no hashing: a damaged hash, or one that is plainly over the limits of cost, is a fault. So
 * no row of a file can make a check run for hours. `measureSchemeCost` measures its duration.
 */
export function parseForeignHash(value: string): ForeignHash | Fault {
  if (value.length > 1_024) return { fault: 'is too long' }
  for (const scheme of schemes) {
    const parsed = scheme(value)
    if (parsed) return 'fault' in parsed ? parsed : (findCostFault(parsed) ?? parsed)
  }
  return { fault: 'uses an unknown scheme' }
}
