import type { Heading } from '../text/render-markdown.ts'

/** A page of the site, ready to be put into its frame. */
export type SitePage = {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly html: string
  readonly headings: readonly Heading[]
  /** The same as Markdown; null for the page of search results. */
  readonly markdown: string | null
}

/** A menu entry. Calls of the API also show their method. */
export type MenuItem = { readonly name: string; readonly title: string; readonly method?: string }

export type MenuGroup = { readonly title: string; readonly items: readonly MenuItem[] }

export type Site = {
  /** Of Rekey, in the footer. */
  readonly version: string
  /** The pages, in groups. */
  readonly pages: readonly MenuGroup[]
  /** The calls of the API, by tag. */
  readonly calls: readonly MenuGroup[]
}

export const isCall = (name: string): boolean => name.startsWith('reference/')

/** The entries before and after a page in its menu. */
export function neighboursOf(name: string, { pages, calls }: Site) {
  const items = (isCall(name) ? calls : pages).flatMap((group) => group.items)
  const at = items.findIndex((item) => item.name === name)
  return { before: at > 0 ? items[at - 1] : undefined, after: at < 0 ? undefined : items[at + 1] }
}
