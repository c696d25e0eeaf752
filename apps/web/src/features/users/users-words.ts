import { fill } from '../../fill.ts'
import type { ShownUsers } from './use-users.ts'
import { userListMessages as text } from './user-list-messages.ts'

type Counts = Pick<ShownUsers, 'items' | 'total' | 'moreThan' | 'offset'>

/** Which users of the list are shown: "26–50 of 1,204". */
export function summaryWords({
  items: { length: count },
  total,
  moreThan,
  offset,
}: Counts): string {
  const [first, last] = [inFigures(offset + 1), inFigures(offset + count)]
  // While pages are turned, users are added and removed. The last one shown is at least counted.
  if (total !== null) {
    return fill(count === 1 ? text.oneOf : text.someOf, {
      first,
      last,
      total: inFigures(Math.max(total, offset + count)),
    })
  }
  if (moreThan !== null && moreThan > offset + count) {
    return fill(text.someOfMore, { first, last, total: inFigures(moreThan) })
  }
  return fill(text.some, { first, last })
}

const inFigures = (count: number): string => count.toLocaleString('en-GB')

/** What screen readers announce when a search has its results. */
export function foundWords(list: ShownUsers): string {
  const { items, total, nextCursor, prevCursor } = list
  const count = items.length
  if (prevCursor) return summaryWords(list)
  if (total !== null && total > count) return fill(text.found, { count: inFigures(total) })
  if (nextCursor) return fill(text.foundMore, { count })
  return count === 1 ? text.foundOne : fill(text.found, { count })
}
