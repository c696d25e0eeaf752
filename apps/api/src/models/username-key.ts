import { comparedText } from '@rekey/contracts/visible-text'
import { asciiDomain, atSignOf } from './domain-name.ts'

/**
 * What usernames are compared by: without marks that nobody sees, NFKC, lower case, and the domain
 * in its ASCII form, so that `müller.example` and `xn--mller-kva.example` are one. Made here and
 * nowhere else (no citext, no SQL lower), so that every path finds the same account for a name. A
 * change of the rule needs a new `nameRule` in stored-names.ts.
 */
export function usernameKey(username: string): string {
  const at = atSignOf(username)
  const domain = at < 0 ? null : asciiDomain(username.slice(at + 1))
  return domain === null
    ? comparedText(username).replace(/(?<=@.*[^.])\.+$/, '')
    : `${comparedText(username.slice(0, at))}@${domain}`
}
