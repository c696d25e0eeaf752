/** How many rows a page of a list may hold; the first when nothing is said. */
export const rowCounts = ['25', '50', '100'] as const
