import { comparedText } from '@rekey/contracts/visible-text'
import { asciiDomain, atSignOf } from './domain-name.ts'

/**
 * The form in which usernames are compared: without invisible characters, NFKC, lower case, and
 * with the domain in its ASCII form. So `müller.example` and `xn--mller-kva.example` are the same.
 * Only this file computes it (no citext, no SQL lower), so that every path finds the same account
 * for a name. If you change the rule, raise `nameRule` in stored-names.ts.
 */
export function usernameKey(username: string): string {
  const at = atSignOf(username)
  const domain = at < 0 ? null : asciiDomain(username.slice(at + 1))
  return domain === null
    ? comparedText(username).replace(/(?<=@.*[^.])\.+$/, '')
    : `${comparedText(username.slice(0, at))}@${domain}`
}
