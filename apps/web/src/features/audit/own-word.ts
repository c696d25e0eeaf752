/**
 * The word for a name that the server sent. It looks up own properties only: a name may be
 * `constructor`.
 */
export const ownWord = (words: Readonly<Record<string, string>>, name: string): string =>
  (Object.hasOwn(words, name) ? words[name] : undefined) ?? name

/** `resetLifetimeMinutes` as words: `reset lifetime minutes`. */
export const spaced = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
