import { ListFilter } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { fill } from '../fill.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { kitMessages } from './kit-messages.ts'
import styles from './list-toolbar.module.css'

const text = kitMessages.filter

type Props = {
  search: ReactNode
  filters: ReactNode
  /** Filters that people need less often. On wide screens a button shows them. */
  more?: ReactNode
  /** How many filters are set, in all and of those in `more`. */
  count: number
  moreCount?: number
  /** On narrow screens all filters fold away behind a button. */
  isNarrow: boolean
  /** Shown beside that button. */
  beside?: ReactNode
  /** The active filters. */
  tags?: ReactNode
}

/** Searches and filters a list. */
export function ListToolbar({ search, filters, more, isNarrow, tags, ...props }: Props) {
  const { count, moreCount = 0, beside } = props
  const [isOpen, setOpen] = useState(!isNarrow && moreCount > 0)
  const toggle = (label: string) => (
    <Button
      icon={<Icon of={ListFilter} size={18} />}
      aria-expanded={isOpen}
      aria-controls="filters"
      onClick={() => setOpen(!isOpen)}
    >
      {label}
    </Button>
  )
  const folded = (children: ReactNode) => (
    <div id="filters" hidden={!isOpen} className={styles.filters}>
      {children}
    </div>
  )
  return (
    <div className={isNarrow ? styles.narrow : styles.toolbar}>
      {isNarrow ? (
        <>
          {search}
          <div className={styles.row}>
            {toggle(count > 0 ? fill(text.active, { count }) : text.filters)}
            {beside}
          </div>
          {folded([filters, more])}
        </>
      ) : (
        <>
          <div className={styles.row}>
            {search}
            {filters}
            {more && toggle(text.more)}
          </div>
          {more && folded(more)}
        </>
      )}
      {tags}
    </div>
  )
}
