import type { Operation } from './operations.ts'

const ways: Readonly<Record<string, string>> = {
  session: 'a session cookie',
  accessToken: 'an access token of an app',
  apiKey: 'an API key',
}

/** Who may call, as Markdown that is read within the folder of the pages. */
export function scopesText({ scopes, schemes }: Operation): string {
  if (schemes.length === 0) return 'Everyone. No key and no session is needed.'
  const means = listWords(schemes.map((scheme) => ways[scheme] ?? scheme))
  const how = `[Authenticate](authentication.md) with ${means}.`
  if (scopes.length === 0) return `Every signed-in user, for the own account. ${how}`
  return `Callers with ${listWords(scopes.map((scope) => `\`${scope}\``))}. ${how}`
}

const listWords = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
