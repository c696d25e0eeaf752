import MiniSearch, { type Options } from 'minisearch'

/** A section of a page, as it is found. */
export type Section = {
  /** `errors#rate-limited`; without an anchor for what stands below the page's title. */
  readonly id: string
  readonly page: string
  readonly heading: string
  readonly text: string
  /** The beginning of the text, which is shown. */
  readonly excerpt: string
}

export type Hit = Pick<Section, 'id' | 'page' | 'heading' | 'excerpt'>

/** In characters. Longer questions are cut off: they are a mistake or an attack. */
export const longestQuery = 100
/** Words beyond these don't make an answer better, but slower. */
const mostWords = 8
const mostHits = 20

/** The index is built and read with the same options. */
const options: Options<Section> = {
  fields: ['heading', 'page', 'text'],
  storeFields: ['page', 'heading', 'excerpt'],
  // `Idempotency-Key` and `users.read` are found by each of their words.
  tokenize: (text) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  searchOptions: {
    boost: { heading: 4, page: 2 },
    // Single letters begin most words.
    prefix: (term) => term.length > 1,
    // Short words with a typing mistake could be any word.
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    combineWith: 'AND',
  },
}

export type SearchIndex = MiniSearch<Section>

export function buildIndex(sections: readonly Section[]): string {
  const index = new MiniSearch(options)
  index.addAll(sections)
  return JSON.stringify(index)
}

export const readIndex = (json: string): SearchIndex => MiniSearch.loadJSON(json, options)

/** The sections that contain every word, or its beginning, best first. */
export function findSections(index: SearchIndex, question: string): readonly Hit[] {
  const words = question.slice(0, longestQuery).split(/\s+/).slice(0, mostWords).join(' ')
  return index
    .search(words)
    .slice(0, mostHits)
    .map(({ id, page, heading, excerpt }) => ({ id, page, heading, excerpt }))
}
