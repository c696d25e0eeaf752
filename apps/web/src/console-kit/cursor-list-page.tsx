import type { Query } from '@rekey/contracts/route'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Line } from '../api.ts'
import { ConsolePage } from './console-page.tsx'
import styles from './cursor-list-page.module.css'
import { Deleted } from './delete-dialog.tsx'
import { Empty } from './empty.tsx'
import { type ListWords, type Page, PagedList } from './paged-list.tsx'
import { type Found, type Listing, useList } from './use-list.ts'
import { useRestoredPlace } from './use-restored-place.ts'

/** A list without search, whose page is in the address. @param key as for `useList` */
export function useCursorList<C extends Listing>(line: Line<C>, key: string) {
  const [params, setParams] = useSearchParams()
  const cursor = params.get('cursor') ?? undefined
  const query = (cursor ? { cursor } : {}) as Query<C>
  const found = useList<C>(line, key, query)
  const show = (next: string | undefined, options?: { replace: boolean }) =>
    setParams(next ? { cursor: next } : {}, options)
  return { found, cursor, show, ...useRestoredPlace(found.list !== undefined) }
}

type CursorList<List> = {
  readonly found: Found<List>
  readonly cursor: string | undefined
  readonly show: (cursor: string | undefined, options?: { replace: boolean }) => void
  readonly isRestoring: boolean
}

type Props<List extends Page> = {
  of: CursorList<List>
  words: {
    readonly title: string
    readonly list: ListWords
    readonly empty?: { readonly title: string; readonly text: string }
    readonly delete?: { readonly done: `${string}{name}${string}` }
  }
  /** The button that adds one. An empty list shows it itself. */
  add: ReactNode
  about?: { readonly text: string; readonly documentation: string; readonly href: string }
  /** Shows the rows, or placeholders (null) while the first ones load. */
  children: (rows: List['items'] | null) => ReactNode
}

/** The screen of a list from `useCursorList`: its purpose, its rows, and what was just deleted. */
export function CursorListPage<List extends Page>({
  of,
  words,
  add,
  about,
  children,
}: Props<List>) {
  const { found, cursor, show, isRestoring } = of
  return (
    <ConsolePage
      heading={words.title}
      ownFocus={isRestoring}
      actions={found.list?.items.length !== 0 && add}
      notice={words.delete && <Deleted words={words.delete} />}
    >
      {about && (
        <p className={styles.about}>
          {about.text} <a href={about.href}>{about.documentation}</a>
        </p>
      )}
      <PagedList
        found={found}
        view={{ cursor }}
        words={words.list}
        empty={words.empty && <Empty {...words.empty} action={add} />}
        onShow={({ cursor: next }, options) => show(next, options)}
      >
        {children}
      </PagedList>
    </ConsolePage>
  )
}
