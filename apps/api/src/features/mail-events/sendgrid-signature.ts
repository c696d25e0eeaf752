import { type KeyObject, verify } from 'node:crypto'
import { day, minute, second } from '../../lib/clock.ts'

/** They send again for a day what was not taken; a later copy is told by its events' ids. */
const toleranceMs = day

/** Their clock may be ahead of ours. */
const aheadMs = 5 * minute

type Signed = {
  readonly signature: string | undefined
  /** In seconds since 1970. */
  readonly timestamp: string | undefined
  readonly body: Uint8Array
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
  if (signature === undefined || timestamp === undefined) return false
  if (!/^\d{1,11}$/.test(timestamp)) return false
  const ageMs = now.getTime() - Number(timestamp) * second
  if (ageMs > toleranceMs || ageMs < -aheadMs) return false
  const signed = Buffer.concat([Buffer.from(timestamp, 'ascii'), body])
  return verify('sha256', signed, key, Buffer.from(signature, 'base64'))
}
