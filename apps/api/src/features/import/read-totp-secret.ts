import { totpSecretBytes } from '../../lib/totp.ts'
import type { Read } from './import-columns.ts'

/**
 * The secret of an authenticator app in base32 (RFC 4648, 6), as QR codes and key files of other
 * systems write it: in any case, in groups or padded. No fault quotes it: faults are printed.
 */
export function readTotpSecret(value: string): Read<string> {
  const secret = value.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase()
  if (!/^[A-Z2-7]+$/.test(secret)) return { fault: 'is not base32' }
  // Groups of eight characters hold five bytes. A rest of 1, 3 or 6 characters is cut off.
  if ([1, 3, 6].includes(secret.length % 8)) return { fault: 'is not base32: its end is missing' }
  const bytes = Math.floor((secret.length * 5) / 8)
  const { fewest, most } = totpSecretBytes
  return bytes >= fewest && bytes <= most
    ? { value: secret }
    : { fault: `has ${bytes} bytes; ${fewest} to ${most} are allowed` }
}
