/**
 * A delivery status as text. RFC 3464 wants ASCII and RFC 6533 UTF-8, and servers write what they
 * like: it is UTF-8 where its bytes are, ISO-2022-JP where its escape sequences stand, and else
 * Windows-1252, in which every byte is some character.
 */
export function decodeReport(bytes: Uint8Array): string {
  if (hasJapaneseEscapes(bytes)) return new TextDecoder('iso-2022-jp').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** ESC $ or ESC ( : RFC 1468. */
function hasJapaneseEscapes(bytes: Uint8Array): boolean {
  const [esc, toTwoBytes, toOneByte] = [0x1b, 0x24, 0x28]
  for (let at = bytes.indexOf(esc); at >= 0; at = bytes.indexOf(esc, at + 1)) {
    if (bytes[at + 1] === toTwoBytes || bytes[at + 1] === toOneByte) return true
  }
  return false
}
