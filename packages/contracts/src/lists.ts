import * as z from 'zod/mini'

/** Keyset paging, as every list has it: `limit` 1–100 (25), and an opaque cursor of an answer. */
export const paging = {
  limit: z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/, 'must be 1 to 100'))),
  cursor: z.optional(z.string().check(z.maxLength(2_000))),
}

/** One page, in the order asked for. A cursor is null where nothing lies beyond. */
export const listOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.nullable(z.string()),
    prevCursor: z.nullable(z.string()),
  })
