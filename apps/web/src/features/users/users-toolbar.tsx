import { ListFilter } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Select } from '../../console-kit/select.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { userListMessages as text } from './user-list-messages.ts'
import { UsersFilters } from './users-filters.tsx'
import styles from './users-toolbar.module.css'
import { changeView, countFilters, type UsersView } from './users-url.ts'

type Props = {
  search: ReactNode
  view: UsersView
  onChange: (view: UsersView) => void
  organizationName: string | null
  /** On narrow screens the filters fold away, and a list sets the order. */
  isNarrow: boolean
}

export function UsersToolbar({ search, isNarrow, ...filters }: Props) {
  const [isOpen, setOpen] = useState(false)
  if (!isNarrow) {
    return (
      <div className={styles.toolbar}>
        {search}
        <UsersFilters {...filters} />
      </div>
    )
  }
  const count = countFilters(filters.view)
  return (
    <div className={styles.narrow}>
      {search}
      <div className={styles.row}>
        <Button
          icon={<Icon of={ListFilter} size={18} />}
          aria-expanded={isOpen}
          aria-controls="filters"
          onClick={() => setOpen(!isOpen)}
        >
          {count > 0 ? fill(text.filtersActive, { count }) : text.filters}
        </Button>
        <Sort {...filters} />
      </div>
      <div id="filters" hidden={!isOpen} className={styles.filters}>
        <UsersFilters {...filters} />
      </div>
    </div>
  )
}

function Sort({ view, onChange }: Pick<Props, 'view' | 'onChange'>) {
  const { may } = useCaller()
  // Viewers who see masked addresses can't sort by them, as the order would reveal them.
  const options = Object.entries(text.sorts)
    .filter(([value]) => may('users.read') || !value.endsWith('username'))
    .map(([value, label]) => ({ value: value as keyof typeof text.sorts, label }))
  return (
    <div className={styles.sort}>
      <Select
        name="sort"
        look="inline"
        label={text.sort}
        options={options}
        value={view.sort ?? 'displayName'}
        onChange={(sort) => onChange(changeView(view, { sort }))}
      />
    </div>
  )
}
