import { type KeyObject, verify } from 'node:crypto'
import { day, minute, second } from '../../lib/clock.ts'

/** They send again for a day what was not taken; a later copy is told by its events' ids. */
const toleranceMs = day

/** Their clock may be ahead of ours. */
const aheadMs = 5 * minute

type Signature = {
  readonly signature: string | undefined
  /** In seconds since 1970. */
  readonly timestamp: string | undefined
}

type Signed = Signature & { readonly body: Uint8Array }

/** Two numbers of 32 bytes in DER and base64; either may be written shorter or a byte longer. */
const signatureForm = /^[A-Za-z0-9+/]{80,98}={0,2}$/

/** Whether this is a signature at all, of late: what can be told without the body. */
export function maySign({ signature, timestamp }: Signature, now: Date): boolean {
  if (signature === undefined || !signatureForm.test(signature)) return false
  if (timestamp === undefined || !/^\d{1,11}$/.test(timestamp)) return false
  const ageMs = now.getTime() - Number(timestamp) * second
  return ageMs <= toleranceMs && ageMs >= -aheadMs
}

/**
 * Whether SendGrid signed this body, and of late: ECDSA P-256 with SHA-256 over timestamp and raw
 * body, in DER and base64. By Node's own crypto; their library does it in plain JavaScript, and on
 * a string, as which a body of other bytes might pass.
 */
export function isSignedBySendgrid(
  key: KeyObject,
  { signature, timestamp, body }: Signed,
  now: Date,
): boolean {
  if (!maySign({ signature, timestamp }, now)) return false
  const signed = Buffer.concat([Buffer.from(String(timestamp), 'ascii'), body])
  return verify('sha256', signed, key, Buffer.from(String(signature), 'base64'))
}
