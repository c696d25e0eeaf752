import { scrypt as derive } from 'node:crypto'
import { isSame } from '../keyring.ts'
import { decodeBase64 } from './decode-base64.ts'
import type { Fault, ForeignHash, LabelReader, Scheme, SchemeCost } from './foreign-hash.ts'

const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([\w+/.]+)\$([\w+/.]+)$/

/** One block of 128 bytes, mixed and read again. */
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
  return {
    cost: costOf({ n, r, p }),
    memoryBytes: 128 * n * r,
    estimatedMs: n * r * p * millisecondsPerBlock,
    units: p,
    verify: async (password) =>
      isSame(await run(password, salt, digest.length, { n, r, p }), digest),
  }
}

type Parameters = { readonly n: number; readonly r: number; readonly p: number }

const run = (password: string, salt: Buffer, bytes: number, { n, r, p }: Parameters) =>
  new Promise<Buffer>((resolve, reject) => {
    // Room for the buffers beside the large one, which OpenSSL counts too.
    const maxmem = 128 * n * r + 256 * r * (p + 2) + 1024
    derive(password, salt, bytes, { N: n, r, p, maxmem }, (error, made) =>
      error ? reject(error) : resolve(made),
    )
  })

/**
 * A unit is one of the `p` rounds, which run one after the other; another memory size is another
 * family.
 */
const costOf = ({ n, r, p }: Parameters): SchemeCost => ({
  label: `scrypt-n${n}-r${r}-p${p}`,
  family: `scrypt-n${n}-r${r}`,
  units: p,
  async spend(password, units) {
    await run(password, Buffer.alloc(16), 32, { n, r, p: units })
  },
})

export const readScryptLabel: LabelReader = (label) => {
  const [, n, r, p] = /^scrypt-n(\d{1,10})-r(\d{1,3})-p(\d{1,3})$/.exec(label) ?? []
  return p ? costOf({ n: Number(n), r: Number(r), p: Number(p) }) : null
}
