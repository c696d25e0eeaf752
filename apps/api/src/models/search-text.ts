import { comparedText } from '@rekey/contracts/visible-text'
import { withUnicodeDomain } from './domain-name.ts'
import { usernameKey } from './username-key.ts'

/**
 * What users are searched by (`users.search_text`): addresses (username and e-mail), display name and
 * organization, each on a line of its own, so that no part that is typed spans two of them. Made here
 * and nowhere else; the typed part is normalised the same way. A domain that isn't ASCII is there in
 * both spellings.
 */
export const searchText = (user: {
  readonly username: string
  readonly emailTo: string | null
  readonly displayName: string
  readonly organization: string | null
}): string =>
  [
    [...new Set([user.username, user.emailTo ?? ''].flatMap(spellingsOf))].join(' ').trim(),
    comparedText(user.displayName),
    comparedText(user.organization ?? ''),
  ].join('\n')

function spellingsOf(address: string): string[] {
  const key = usernameKey(address)
  return [comparedText(address), key, withUnicodeDomain(key)]
}

/** The words of what was typed. None holds white space, so none spans two lines. */
export const searchWords = (typed: string): string[] => comparedText(typed).match(/\S+/gu) ?? []
