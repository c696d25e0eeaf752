import { verify } from '@node-rs/bcrypt'
import { megabyte, type Scheme } from './foreign-hash.ts'

/** The salt's last character carries 2 bits, the digest's 4: other characters there are damage. */
const form =
  /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/

const millisecondsPerRound = 0.06

/** bcrypt reads this many bytes and no more; so did the system that made the hash. */
const readBytes = 72

/**
 * bcrypt as `$2a$`, `$2b$` and `$2y$`. `$2x$` marks hashes of a defect of 2011 that nothing here
 * can check. A password with U+0000 never matches: implementations disagree on where it ends.
 */
export const bcrypt: Scheme = (value) => {
  if (!value.startsWith('$2')) return null
  if (value.startsWith('$2x$')) return { fault: 'is of the defective scheme $2x$' }
  const cost = Number(form.exec(value)?.[1] ?? 0)
  if (cost === 0) return { fault: 'is damaged' }
  const check = async (password: string) =>
    !password.includes('\0') && verify(Buffer.from(password).subarray(0, readBytes), value)
  return {
    label: `bcrypt-${cost}`,
    memoryBytes: megabyte / 256,
    estimatedMs: 2 ** cost * millisecondsPerRound,
    verify: check,
    work: () => check('measured'),
  }
}
