import type { ReactNode } from 'react'
import { countWords } from '../../console-kit/count-words.ts'
import { placeholderRows } from '../../console-kit/table-rows.tsx'
import styles from './audit-events.module.css'
import { auditMessages as text } from './audit-messages.ts'
import { groupByDay } from './group-by-day.ts'

type Props<Item> = {
  of: readonly Item[]
  atOf: (item: Item) => string
  rowOf: (item: Item) => ReactNode
}

/** Rows grouped by day, newest first. */
export const Days = <Item,>({ of: items, atOf, rowOf }: Props<Item>) =>
  groupByDay(items, atOf).map(({ title, items: ofDay }) => (
    <section key={title} className={styles.day}>
      <h2 className={styles.title}>{title}</h2>
      <ul>{ofDay.map(rowOf)}</ul>
    </section>
  ))

/** What screen readers announce about a page of events. @param none there are none */
export const announcedIn =
  (none: string) =>
  ({ items: { length: count } }: { readonly items: readonly unknown[] }): string =>
    count === 0 ? none : countWords(count, text.listWords.showingOne, text.listWords.showing)

export const EventsSkeleton = () => (
  <ul className={styles.skeleton} aria-hidden="true">
    {placeholderRows.map((row) => (
      <li key={row}>
        <span />
      </li>
    ))}
  </ul>
)
