import type { Read } from './import-row.ts'

/** RFC 4226, section 4, R6, asks for 128 bits. A SHA-1 HMAC hashes keys of over 64 bytes first. */
const [fewestBytes, mostBytes] = [16, 64]

/**
 * The secret of an authenticator app in base32 (RFC 4648, 6), as QR codes and key files of other
 * systems write it: in any case, in groups or padded. No fault quotes it, because faults are printed.
 */
export function readTotpSecret(value: string): Read<string> {
  const secret = value.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase()
  if (!/^[A-Z2-7]+$/.test(secret)) return { fault: 'is not base32' }
  // Groups of eight characters hold five bytes. A rest of 1, 3 or 6 characters is cut off.
  if ([1, 3, 6].includes(secret.length % 8)) return { fault: 'is not base32: its end is missing' }
  const bytes = Math.floor((secret.length * 5) / 8)
  return bytes >= fewestBytes && bytes <= mostBytes
    ? { value: secret }
    : { fault: `has ${bytes} bytes; ${fewestBytes} to ${mostBytes} are allowed` }
}
