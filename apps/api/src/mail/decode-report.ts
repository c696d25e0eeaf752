/**
 * Decodes a delivery status. RFC 3464 requires ASCII and RFC 6533 UTF-8, but servers send other
 * charsets. It tries UTF-8, then ISO-2022-JP if there are its escape sequences, then a charset that
 * the bounce names anywhere. Otherwise it is Windows-1252, in which every byte is a character.
 */
export function decodeReport(bytes: Uint8Array, named: readonly string[] = []): string {
  if (hasJapaneseEscapes(bytes)) return new TextDecoder('iso-2022-jp').decode(bytes)
  for (const charset of ['utf-8', ...named]) {
    const text = decodeStrictly(bytes, charset)
    if (text !== null) return text
  }
  return new TextDecoder('windows-1252').decode(bytes)
}

/** Null: the bytes aren't valid in this charset, or the charset is unknown. */
function decodeStrictly(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const mostCharsets = 5

/** The charsets that the headers of a mail and its parts name. */
export function namedCharsets(raw: Uint8Array): string[] {
  const text = Buffer.from(raw).toString('latin1')
  const named = [...text.matchAll(/charset[ \t]*=[ \t]*"?([\w.:-]{2,30})/gi)]
  return [...new Set(named.map(([, charset = '']) => charset.toLowerCase()))]
    .filter((charset) => charset !== 'us-ascii')
    .slice(0, mostCharsets)
}

/** ESC $ or ESC ( : RFC 1468. */
function hasJapaneseEscapes(bytes: Uint8Array): boolean {
  const [esc, toTwoBytes, toOneByte] = [0x1b, 0x24, 0x28]
  for (let at = bytes.indexOf(esc); at >= 0; at = bytes.indexOf(esc, at + 1)) {
    if (bytes[at + 1] === toTwoBytes || bytes[at + 1] === toOneByte) return true
  }
  return false
}
