import { type KeyObject, verify } from 'node:crypto'
import { day, minute, second } from '../../lib/clock.ts'

/**
 * SendGrid resends a batch for a day until it is accepted; a later copy is recognised by its
 * events' ids.
 */
const toleranceMs = day

/** SendGrid's clock may be ahead of ours. */
const aheadMs = 5 * minute

type Signature = {
  readonly signature: string | undefined
  /** In seconds since 1970. */
  readonly timestamp: string | undefined
}

type Signed = Signature & { readonly body: Uint8Array }

/** Two numbers of 32 bytes in DER and base64; either may be shorter or one byte longer. */
const signatureForm = /^[A-Za-z0-9+/]{80,98}={0,2}$/

/** Whether this is a recent signature at all: this can be checked without the body. */
export function maySign({ signature, timestamp }: Signature, now: Date): boolean {
  if (signature === undefined || !signatureForm.test(signature)) return false
  if (timestamp === undefined || !/^\d{1,11}$/.test(timestamp)) return false
  const ageMs = now.getTime() - Number(timestamp) * second
  return ageMs <= toleranceMs && ageMs >= -aheadMs
}

/**
 * Whether SendGrid signed this body recently: ECDSA P-256 with SHA-256 over timestamp and raw body,
 * in DER and base64. It uses Node's own crypto. SendGrid's library does it in plain JavaScript, and
 * on a string, so that a body with other bytes might pass.
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
