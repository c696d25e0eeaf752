import type { ReactNode } from 'react'
import { fill } from '../fill.ts'
import { countWords } from './count-words.ts'
import { ListFrame } from './list-frame.tsx'
import styles from './paged-list.module.css'
import { Pager } from './pager.tsx'
import { RowCount } from './row-count.tsx'
import type { RowCount as Count } from './row-counts.ts'
import { useFirstPageInstead } from './use-first-page-instead.ts'
import type { Found } from './use-list.ts'

export type Page = {
  readonly items: readonly unknown[]
  readonly prevCursor: string | null
  readonly nextCursor: string | null
}

type Counted = `${string}{count}${string}`

export type ListWords = {
  readonly loading: string
  readonly couldNotLoad: string
  readonly showing: Counted
  readonly showingOne: string
  /** What screen readers announce when a search has its results. */
  readonly found?: Counted
  readonly foundOne?: string
  readonly foundMore?: Counted
  readonly previous: string
  readonly next: string
  /** The label of the number of rows. Without it, users can't choose the number. */
  readonly rows?: string
}

type Change = { readonly cursor: string | undefined; readonly limit?: Count }

type Props<List extends Page> = {
  found: Found<List>
  view: { readonly cursor?: string | undefined; readonly limit?: string | undefined }
  onShow: (change: Change, options?: { replace: boolean }) => void
  words: ListWords
  /** The list's own words, if it knows more than the number of rows. */
  summaryOf?: (list: List) => string
  announcementOf?: (list: List) => string
  /** Shown instead of an empty list. */
  empty?: ReactNode
  note?: ReactNode
  below?: ReactNode
  /** Shows the rows, or placeholders (null) while the first ones load. */
  children: (rows: List['items'] | null) => ReactNode
}

/** A list in all its states, with the links to more pages below. */
export function PagedList<List extends Page>(props: Props<List>) {
  const { found, view, onShow, words } = props
  const { list, problem, isSettled, isFetching } = found
  const isEmpty = list?.items.length === 0
  useFirstPageInstead(problem?.code, view.cursor, () =>
    onShow({ cursor: undefined }, { replace: true }),
  )
  return (
    <ListFrame
      announcement={announcement(props)}
      problem={problem && words.couldNotLoad}
      onAgain={found.again}
      cursor={view.cursor}
      isSettled={isSettled}
      isDimmed={isFetching && list !== undefined}
      empty={isEmpty && isSettled && props.empty}
      note={props.note}
      rows={!isEmpty && (list || !problem) && props.children(list?.items ?? null)}
      foot={
        <>
          {list && !isEmpty && <Foot {...props} list={list} />}
          {props.below}
        </>
      }
    />
  )
}

/** A list of one page needs no links to others, unless its user made the page longer. */
function Foot<List extends Page>(props: Props<List> & { list: List }) {
  const { list, view, onShow, words, summaryOf = (shown) => summary(shown, words) } = props
  if (!view.limit && !list.prevCursor && !list.nextCursor) {
    return words.rows && <p className={styles.all}>{summaryOf(list)}</p>
  }
  return (
    <Pager
      summary={summaryOf(list)}
      labels={{ back: words.previous, on: words.next }}
      prevCursor={list.prevCursor}
      nextCursor={list.nextCursor}
      onGo={(cursor) => onShow({ cursor })}
    >
      {words.rows && (
        <RowCount
          label={words.rows}
          value={view.limit}
          onChange={(limit) => onShow({ limit, cursor: undefined })}
        />
      )}
    </Pager>
  )
}

const summary = ({ items: { length: count } }: Page, words: ListWords): string =>
  countWords(count, words.showingOne, words.showing)

function announcement<List extends Page>(props: Props<List>): string {
  const { words, found, announcementOf } = props
  const { list, isSettled, isFetching } = found
  if (!list) return isFetching ? words.loading : ''
  if (!isSettled) return ''
  if (announcementOf) return announcementOf(list)
  const count = list.items.length
  if (list.nextCursor && words.foundMore) return fill(words.foundMore, { count })
  if (count === 1) return words.foundOne ?? ''
  return words.found ? fill(words.found, { count }) : ''
}
