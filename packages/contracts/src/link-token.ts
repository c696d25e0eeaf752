/** The pages that our mails link to. The token stands after the `#` of the link. */
export const linkPages = ['/reset', '/not-me', '/sso/link/code', '/confirm-address'] as const

export type LinkPage = (typeof linkPages)[number]

/** The content of one of our links. The page is null if only a token was given. */
type ReadLink = { readonly token: string; readonly page: LinkPage | null }

/** `<id>.<mac>`, both base64url of 16 bytes. */
const token = String.raw`[\w-]{22}\.[\w-]{22}`
const behindHash = new RegExp(`#(${token})`)
const standingAlone = new RegExp(String.raw`(?<![\w-])(${token})`)

/**
 * Finds the token in a link after its way through mail programs, gateways and clipboards. The link
 * may be percent-encoded, wrapped into a longer link, or broken over lines. It may have parameters,
 * punctuation or invisible characters around it. Returns null if there is no token. The pages and
 * the API use the same rule. Only the MAC says whether the token is genuine.
 */
export function readLink(given: string): ReadLink | null {
  const readings = readingsOf(given)
  for (const pattern of [behindHash, standingAlone]) {
    for (const reading of readings) {
      const found = pattern.exec(reading)
      if (found?.[1]) return { token: found[1], page: pageBefore(reading.slice(0, found.index)) }
    }
  }
  return null
}

/** The text itself, decoded as often as it was encoded, and the same texts without line breaks. */
function readingsOf(given: string): string[] {
  const text = given.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  const forms = [text, fromQuotedPrintable(text), fromProofpoint(text)]
  const readings = forms.flatMap(decodings)
  const onOneLine = readings.map((reading) => reading.replace(/[\s>|]+/g, ''))
  return [...new Set([...readings, ...onOneLine])]
}

/** Gateways encode links that are already encoded. We have never seen more than four rounds. */
function decodings(text: string): string[] {
  const made = [text]
  for (let times = 0; times < 4; times += 1) made.push(percentDecoded(made.at(-1) ?? ''))
  return made
}

/** Decodes only ASCII and leaves text that isn't encoded unchanged, so it can't fail. */
const percentDecoded = (text: string) => text.replace(/%(?:25)*([0-7][\da-f])/gi, toCharacter)

/** Decodes the source of a mail (RFC 2045, 6.7): soft line breaks, and characters as `=23`. */
const fromQuotedPrintable = (text: string) =>
  text.replace(/=[ \t]*\r?\n/g, '').replace(/=([2-7][\da-f])/gi, toCharacter)

/** Proofpoint writes `-23` for `%23`, and `_` for `/`. */
const fromProofpoint = (text: string) =>
  /urldefense/i.test(text)
    ? text.replaceAll('_', '/').replace(/-([0-7][\da-f])/gi, toCharacter)
    : text

const toCharacter = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))

/** The last of our pages that the text names before the token. */
function pageBefore(text: string): LinkPage | null {
  const before = text.toLowerCase()
  const named = linkPages.map((page) => ({ page, at: before.lastIndexOf(page) }))
  const last = named.reduce((one, other) => (other.at > one.at ? other : one))
  return last.at < 0 ? null : last.page
}
