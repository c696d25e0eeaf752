import { numberWords } from './number-words.ts'

export type Counted = `${string}{count}${string}`

/**
 * "1 user", "1,200 users": the sentence for one, or the one for many with its number. Other names
 * in braces stay for the caller.
 */
export const countWords = (count: number, one: string, many: Counted): string =>
  count === 1 ? one : many.replace('{count}', numberWords(count))
