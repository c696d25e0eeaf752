/** How many rows a page of a list can show. The first one is the default. */
export const rowCounts = ['25', '50', '100'] as const

export type RowCount = (typeof rowCounts)[number]
