/** The word for a name that the server sent. It may also be the name of something that all objects have. */
export const ownWord = (words: Readonly<Record<string, string>>, name: string): string =>
  (Object.hasOwn(words, name) ? words[name] : undefined) ?? name
