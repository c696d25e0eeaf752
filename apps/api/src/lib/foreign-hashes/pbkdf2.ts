import { pbkdf2 as derive } from 'node:crypto'
import { isSame } from '../keyring.ts'
import { decodeBase64 } from './decode-base64.ts'
import {
  type Fault,
  type ForeignHash,
  type LabelReader,
  megabyte,
  type Scheme,
  type SchemeCost,
} from './foreign-hash.ts'

/** `$pbkdf2-sha256$i=600000,l=32$…` (PHC) and `$pbkdf2-sha256$600000$…` (passlib; bare: SHA-1). */
const form =
  /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$(?:i=)?(\d{1,9})(?:,l=(\d{1,3}))?\$([\w+/.]+)\$([\w+/.]+)$/

const digests = {
  sha1: { bytes: 20, millisecondsPerIteration: 0.0003 },
  sha256: { bytes: 32, millisecondsPerIteration: 0.0004 },
  sha512: { bytes: 64, millisecondsPerIteration: 0.0006 },
} as const

type Digest = keyof typeof digests

/** PBKDF2-HMAC (RFC 8018) in the PHC and passlib forms. */
export const pbkdf2: Scheme = (value) => {
  if (!value.startsWith('$pbkdf2')) return null
  const [, digest = 'sha1', iterations, length, salt, hash] = form.exec(value) ?? []
  const saltBytes = decodeBase64(salt ?? '')
  const hashBytes = decodeBase64(hash ?? '')
  if (!saltBytes || !hashBytes) return { fault: 'is damaged' }
  if (length && Number(length) !== hashBytes.length)
    return { fault: 'does not have the length it names' }
  return pbkdf2Hash(digest as Digest, Number(iterations), saltBytes, hashBytes)
}

export function pbkdf2Hash(
  digest: Digest,
  iterations: number,
  salt: Buffer,
  hash: Buffer,
): ForeignHash | Fault {
  if (hash.length < 16 || hash.length > 128) return { fault: 'is damaged' }
  if (iterations < 1) return { fault: 'has no iterations' }
  const { bytes, millisecondsPerIteration } = digests[digest]
  const blocks = Math.ceil(hash.length / bytes)
  const most = roundedUp(iterations)
  return {
    cost: costOf(digest, most, blocks),
    memoryBytes: megabyte / 256,
    estimatedMs: most * blocks * millisecondsPerIteration,
    units: iterations * blocks,
    verify: async (password) =>
      isSame(await run(password, salt, { digest, iterations, bytes: hash.length }), hash),
  }
}

type Parameters = {
  readonly digest: Digest
  readonly iterations: number
  readonly bytes: number
}

const run = (password: string, salt: Buffer, { digest, iterations, bytes }: Parameters) =>
  new Promise<Buffer>((resolve, reject) => {
    derive(password, salt, iterations, bytes, digest, (error, made) =>
      error ? reject(error) : resolve(made),
    )
  })

/** A unit is one iteration for one block. */
const costOf = (digest: Digest, iterations: number, blocks: number): SchemeCost => ({
  label: `pbkdf2-${digest}-${iterations}${blocks > 1 ? `-x${blocks}` : ''}`,
  family: `pbkdf2-${digest}`,
  units: iterations * blocks,
  async spend(password, units) {
    const { bytes } = digests[digest]
    await run(password, Buffer.alloc(16), { digest, iterations: units, bytes })
  },
})

export const readPbkdf2Label: LabelReader = (label) => {
  const [, digest, iterations, blocks = '1'] =
    /^pbkdf2-(sha1|sha256|sha512)-(\d{1,9})(?:-x(\d))?$/.exec(label) ?? []
  return digest ? costOf(digest as Digest, Number(iterations), Number(blocks)) : null
}

/**
 * Rounds to two digits, because systems that vary the count by user would have one label for each
 * user.
 */
function roundedUp(iterations: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(iterations)) - 1)
  return Math.ceil(iterations / step) * step
}
