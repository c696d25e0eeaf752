import { domainToUnicode } from 'node:url'
import { comparedText, visibleText } from '@rekey/contracts/visible-text'

/**
 * The domain of a name, in the form in which domains are compared and stored: lower case, ASCII
 * (UTS 46, non-transitional). Null: the name contains no domain.
 */
export function domainOf(username: string): string | null {
  const at = atSignOf(username)
  return at < 0 ? null : asciiDomain(username.slice(at + 1))
}

/**
 * Null: not a domain name, for example an IP address. A joiner counts where IDNA 2008 allows it.
 */
export function asciiDomain(typed: string): string | null {
  const compared = comparedText(typed)
  if (isPlainDomain.test(compared)) return compared
  return toAscii(visibleText(typed).normalize('NFKC').trim()) ?? toAscii(compared)
}

/** The same address with its domain as people write it: `max@müller.example`. */
export function withUnicodeDomain(address: string): string {
  if (!address.includes('xn--')) return address
  const at = atSignOf(address)
  const domain = domainToUnicode(address.slice(at + 1))
  return at < 0 || domain === '' ? address : `${address.slice(0, at + 1)}${domain}`
}

/** The last @, whether it is half-width or full-width. */
export const atSignOf = (name: string): number =>
  Math.max(name.lastIndexOf('@'), name.lastIndexOf('\uFF20'), name.lastIndexOf('\uFE6B'))

const asciiForm = /^(?=.{4,253}$)[a-z\d-]{1,63}(\.[a-z\d-]{1,63})*\.[a-z][a-z\d-]{0,62}$/
/** Nearly every domain is already in its ASCII form. */
const isPlainDomain = new RegExp(`^(?!(.*\\.)?xn--)${asciiForm.source.slice(1)}`)

/**
 * Letters, digits, hyphens and dots. Anything else that a URL's host may contain is no domain name.
 */
const domainForm = /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Join_Control}.\u3002-]+$/u

function toAscii(name: string): string | null {
  const host = domainForm.test(name) ? URL.parse(`http://${name}`)?.hostname : undefined
  const domain = host?.replace(/\.$/, '') ?? ''
  return asciiForm.test(domain) ? domain : null
}
