import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { fill } from '../fill.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './filter-tags.module.css'
import { kitMessages } from './kit-messages.ts'

const text = kitMessages.filter

/** The active filters of a list: a `FilterTag` each, and a button to remove all. */
export const FilterTags = ({ onClear, children }: { onClear: () => void; children: ReactNode }) => (
  <div className={styles.tags}>
    <ul>{children}</ul>
    <Button look="quiet" onClick={onClear}>
      {text.clearAll}
    </Button>
  </div>
)

type TagProps = { label: string; value: string; onRemove: () => void }

export function FilterTag({ label, value, onRemove }: TagProps) {
  const filter = fill(text.tag, { filter: label, value })
  return (
    <li>
      <button
        type="button"
        className={styles.tag}
        aria-label={fill(text.remove, { filter })}
        onClick={onRemove}
      >
        {filter}
        <Icon of={X} size={16} />
      </button>
    </li>
  )
}
