import { typedName } from '@rekey/contracts/visible-text'
/**
 * Whether what was typed has the form of a username: 1–254 code points without control characters,
 * an e-mail address or a plain name. Local: it says nothing about accounts.
 */
export function isUsername(typed: string): boolean {
  const name = typedName(typed)
  const length = [...name].length
  if (length < 1 || length > 254 || /\p{Cc}/u.test(name)) return false
  return !/[@\uFF20\uFE6B]/.test(name) || isAddress(name)
}

/** Something before the @, something after it, no blanks: what a mail server would look at. */
export const isAddress = (name: string): boolean =>
  /^[^\s@]+@[^\s@]+$/.test(typedName(name).normalize('NFKC'))
