import { fill } from '../../fill.ts'
import type { ShownUsers } from './use-users.ts'
import { userListMessages as text } from './user-list-messages.ts'

/** Under the list: "Showing 25 users · 1,204 in all". */
export function summaryWords({ items, total }: Pick<ShownUsers, 'items' | 'total'>): string {
  const count = items.length
  const showing = count === 1 ? text.showingOne : fill(text.showing, { count })
  return total === null || total === count
    ? showing
    : showing + fill(text.inAll, { total: total.toLocaleString('en-GB') })
}

/** What screen readers announce when a search has its results. */
export function foundWords({ items, total, nextCursor, prevCursor }: ShownUsers): string {
  const count = items.length
  if (prevCursor) return summaryWords({ items, total: null })
  if (total !== null && total > count) return fill(text.found, { count: total })
  if (nextCursor) return fill(text.foundMore, { count })
  return count === 1 ? text.foundOne : fill(text.found, { count })
}
