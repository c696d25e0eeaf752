/**
 * Decodes base64 (RFC 4648, section 4), with or without padding, or passlib's `ab64` (`.` for `+`).
 * Null for text that Node would decode with silent losses.
 */
export function decodeBase64(text: string): Buffer | null {
  const bare = text.replace(/={1,2}$/, '').replaceAll('.', '+')
  const bytes = Buffer.from(bare, 'base64')
  return bytes.toString('base64').replace(/=+$/, '') === bare ? bytes : null
}
