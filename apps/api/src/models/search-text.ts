import { comparedText, typedName } from '@rekey/contracts/visible-text'
import { foldedForms } from '@rekey/password-strength/fold-letters'
import { withUnicodeDomain } from './domain-name.ts'
import { usernameKey } from './username-key.ts'

/**
 * The text that user searches read (`users.search_text`): addresses (username and e-mail), display
 * name and organization. Each is on its own line, so that no typed word matches across two of them.
 * Only this file builds it, and typed words are normalised in the same way. A domain that isn't
 * ASCII is included in both spellings, and letters with accents are without them as well: "müller"
 * is found as "müller", "muller" and "mueller".
 */
export const searchText = (user: {
  readonly username: string
  readonly emailTo: string | null
  readonly displayName: string
  readonly organization: string | null
}): string =>
  [
    allForms([user.username, user.emailTo ?? ''].flatMap(spellingsOf)),
    nameText(user.displayName),
    nameText(user.organization ?? ''),
  ].join('\n')

/** The text by which a name is found (`organizations.search_text`, and a line of each user's). */
export const nameText = (name: string): string => allForms([comparedText(name)])

const allForms = (texts: readonly string[]) =>
  [...new Set(texts.flatMap((text) => [text, ...foldedForms(text)]))].join(' ').trim()

function spellingsOf(address: string): string[] {
  const key = usernameKey(address)
  return [comparedText(address), key, withUnicodeDomain(key)]
}

/** The typed words. A word contains no white space, so it can't match across two lines. */
export const searchWords = (typed: string): string[] => wordsIn(comparedText(typed))

/**
 * The typed address, if there is one, without the name that a mail program puts before it; else the
 * typed text. Its letters stay as they are.
 */
export function typedAddress(typed: string): string {
  const text = typedName(typed)
  const [address, another] = wordsIn(text).filter((word) => word.includes('@'))
  return address && !another ? address : withoutScheme(text)
}

/**
 * What mail programs put around names and addresses isn't searched: `"Doe, Jane"
 * <jane@northwind.example>;`, and neither is the beginning of a copied link, `mailto:`.
 */
function wordsIn(text: string): string[] {
  const plain = withoutScheme(text)
  return plain.match(/[^\s<>",;]+/gu) ?? plain.match(/\S+/gu) ?? []
}

const withoutScheme = (text: string) => text.replace(/^mailto:/i, '')
