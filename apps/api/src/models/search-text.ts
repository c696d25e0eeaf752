/**
 * What users are searched by (`users.search_text`): username, display name and organization, each
 * on a line of its own, so that no part that is typed spans two of them. Made here and nowhere
 * else; the typed part is normalised the same way.
 */
export const searchText = (user: {
  readonly username: string
  readonly displayName: string
  readonly organization: string | null
}): string =>
  [user.username.trim(), user.displayName, user.organization ?? ''].map(normalised).join('\n')

/** The words of what was typed. None holds white space, so none spans two lines. */
export const searchWords = (typed: string): string[] => normalised(typed).match(/\S+/gu) ?? []

const normalised = (value: string) => value.normalize('NFKC').toLowerCase()
