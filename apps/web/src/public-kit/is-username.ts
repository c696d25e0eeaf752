import { typedName } from '@rekey/contracts/visible-text'
/**
 * Checks the form of a username: an e-mail address or a plain name of 1–254 code points without
 * control characters. It doesn't ask the server, so it reveals nothing about accounts.
 */
export function isUsername(typed: string): boolean {
  const name = typedName(typed)
  const length = [...name].length
  if (length < 1 || length > 254 || /\p{Cc}/u.test(name)) return false
  return !/[@\uFF20\uFE6B]/.test(name) || isAddress(name)
}

/** Checks for text before and after the @ and no blanks, as a mail server would. */
export const isAddress = (name: string): boolean =>
  /^[^\s@]+@[^\s@]+$/.test(typedName(name).normalize('NFKC'))
