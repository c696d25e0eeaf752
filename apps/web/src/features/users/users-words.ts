import { countWords } from '../../console-kit/count-words.ts'
import { numberWords } from '../../console-kit/number-words.ts'
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
  const [first, last] = [numberWords(offset + 1), numberWords(offset + count)]
  // While pages are turned, users are added and removed. The last one shown is at least counted.
  if (total !== null) {
    return fill(count === 1 ? text.oneOf : text.someOf, {
      first,
      last,
      total: numberWords(Math.max(total, offset + count)),
    })
  }
  if (moreThan !== null && moreThan > offset + count) {
    return fill(text.someOfMore, { first, last, total: numberWords(moreThan) })
  }
  return fill(text.some, { first, last })
}

/** What screen readers announce when a search has its results. */
export function foundWords(list: ShownUsers): string {
  const { items, total, nextCursor, prevCursor } = list
  const count = items.length
  if (prevCursor) return summaryWords(list)
  if (total !== null && total > count) return fill(text.found, { count: numberWords(total) })
  if (nextCursor) return fill(text.foundMore, { count })
  return countWords(count, text.foundOne, text.found)
}
