/** The pages that our mails link to; each link's token stands behind the `#`. */
export const linkPages = ['/reset', '/not-me', '/sso/link/code', '/confirm-address'] as const

export type LinkPage = (typeof linkPages)[number]

/** What a link of ours holds; the page is null where a token alone was given. */
export type ReadLink = { readonly token: string; readonly page: LinkPage | null }

/** `<id>.<mac>`, both base64url of 16 bytes. */
const token = String.raw`[\w-]{22}\.[\w-]{22}`
const behindHash = new RegExp(`#(${token})`)
const standingAlone = new RegExp(String.raw`(?<![\w-])(${token})`)

/**
 * The token in whatever came of a link on its way through mail programs, gateways and clipboards:
 * percent-encoded, wrapped into a longer link, broken over lines, with parameters, punctuation or
 * invisible marks around it. Null: there is none in it. One rule for the pages and the API; whether
 * the token is genuine, its MAC says.
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

/** As it stands, decoded as often as it was encoded, and the same without line breaks. */
function readingsOf(given: string): string[] {
  const text = given.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  const forms = [text, fromQuotedPrintable(text), fromProofpoint(text)]
  const readings = forms.flatMap(decodings)
  const onOneLine = readings.map((reading) => reading.replace(/[\s>|]+/g, ''))
  return [...new Set([...readings, ...onOneLine])]
}

/** Gateways encode a link that is encoded already; more than four times was not seen. */
function decodings(text: string): string[] {
  const made = [text]
  for (let times = 0; times < 4; times += 1) made.push(percentDecoded(made.at(-1) ?? ''))
  return made
}

/** ASCII alone, and what is no encoding stays: nothing can be wrong with it. */
const percentDecoded = (text: string) => text.replace(/%(?:25)*([0-7][\da-f])/gi, toCharacter)

/** The source of a mail (RFC 2045, 6.7): soft line breaks, and characters as `=23`. */
const fromQuotedPrintable = (text: string) =>
  text.replace(/=[ \t]*\r?\n/g, '').replace(/=([2-7][\da-f])/gi, toCharacter)

/** Proofpoint writes `-23` for `%23`, and `_` for `/`. */
const fromProofpoint = (text: string) =>
  /urldefense/i.test(text)
    ? text.replaceAll('_', '/').replace(/-([0-7][\da-f])/gi, toCharacter)
    : text

const toCharacter = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))

/** The last of our pages that is named before the token. */
function pageBefore(text: string): LinkPage | null {
  const before = text.toLowerCase()
  const named = linkPages.map((page) => ({ page, at: before.lastIndexOf(page) }))
  const last = named.reduce((one, other) => (other.at > one.at ? other : one))
  return last.at < 0 ? null : last.page
}
