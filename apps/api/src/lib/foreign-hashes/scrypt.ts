import { scrypt as derive, type ScryptOptions } from 'node:crypto'
import { isSame } from '../keyring.ts'
import { decodeBase64 } from './decode-base64.ts'
import type { Fault, ForeignHash, Scheme } from './foreign-hash.ts'

const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([\w+/.]+)\$([\w+/.]+)$/

/** One block of 128 bytes, mixed and read back. */
const millisecondsPerBlock = 0.0003

/** scrypt (RFC 7914) in the PHC form that passlib writes too. */
export const scrypt: Scheme = (value) => {
  if (!value.startsWith('$scrypt$')) return null
  const [, ln, r, p, salt, digest] = form.exec(value) ?? []
  const saltBytes = decodeBase64(salt ?? '')
  const digestBytes = decodeBase64(digest ?? '')
  if (!saltBytes || !digestBytes) return { fault: 'is damaged' }
  return scryptHash(2 ** Number(ln), Number(r), Number(p), saltBytes, digestBytes)
}

/** @param n cost: a power of two above 1 */
export function scryptHash(
  n: number,
  r: number,
  p: number,
  salt: Buffer,
  digest: Buffer,
): ForeignHash | Fault {
  if (digest.length < 16 || digest.length > 128) return { fault: 'is damaged' }
  const isPowerOfTwo = n > 1 && n <= 2 ** 31 && Number.isInteger(Math.log2(n))
  if (!isPowerOfTwo || r < 1 || p < 1) return { fault: 'has parameters that scrypt does not allow' }
  const memoryBytes = 128 * n * r
  // Room for the buffers beside the large one, which OpenSSL counts in.
  const options: ScryptOptions = { N: n, r, p, maxmem: memoryBytes + 256 * r * (p + 2) + 1024 }
  const check = (password: string) =>
    new Promise<boolean>((resolve, reject) => {
      derive(password, salt, digest.length, options, (error, made) =>
        error ? reject(error) : resolve(isSame(made, digest)),
      )
    })
  return {
    label: `scrypt-n${n}-r${r}-p${p}`,
    memoryBytes,
    estimatedMs: n * r * p * millisecondsPerBlock,
    verify: check,
    work: () => check('measured'),
  }
}
