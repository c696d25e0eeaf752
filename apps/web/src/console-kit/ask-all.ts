type Query = { readonly limit: string; readonly cursor?: string }

type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null }

/** All items of a list, page by page, for a choice. @param askPage asks for one page by `ask` */
export async function askAll<Item>(
  askPage: (query: Query) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<Item> = await askPage({ limit: '100', ...(cursor && { cursor }) })
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}
