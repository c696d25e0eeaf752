/**
 * A delivery status as text. RFC 3464 wants ASCII and RFC 6533 UTF-8, and servers write what they
 * like. It is UTF-8 where its bytes are, ISO-2022-JP where its escape sequences stand, then the
 * charset that the bounce names anywhere, and else Windows-1252, in which every byte is some
 * character.
 */
export function decodeReport(bytes: Uint8Array, named: readonly string[] = []): string {
  if (hasJapaneseEscapes(bytes)) return new TextDecoder('iso-2022-jp').decode(bytes)
  for (const charset of ['utf-8', ...named]) {
    const text = decodeStrictly(bytes, charset)
    if (text !== null) return text
  }
  return new TextDecoder('windows-1252').decode(bytes)
}

/** Null: the bytes are none of this charset, or there is no such. */
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
