import type { CallOptions, Page } from './operation.ts'

type FetchPage = (input: Record<string, unknown>, options?: CallOptions) => Promise<unknown>

/** All items of a list, page by page. It ends when the caller leaves the loop. */
export async function* allItems(
  fetchPage: FetchPage,
  input: Readonly<Record<string, unknown>> = {},
  options?: CallOptions,
): AsyncGenerator<unknown, void> {
  let next: Record<string, unknown> | null = { limit: 100, ...input }
  while (next !== null) {
    const page = (await fetchPage(next, options)) as Page<unknown>
    yield* page.items
    // A cursor that leads to itself would never end.
    const { nextCursor: cursor } = page
    next = cursor === null || cursor === next.cursor ? null : { ...next, cursor }
  }
}
