import * as z from 'zod/mini'

/** Keyset paging of all lists. */
export const paging = {
  /** The most items of a page: 1 to 100, 25 by default. */
  limit: z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/, 'must be 1 to 100'))),
  /** The `nextCursor` or `prevCursor` of an earlier answer, for the page in that direction. */
  cursor: z.optional(z.string().check(z.maxLength(2_000))),
}

/** One page, in the requested order. A cursor is null if there is no page in that direction. */
export const listOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.nullable(z.string()),
    prevCursor: z.nullable(z.string()),
  })
