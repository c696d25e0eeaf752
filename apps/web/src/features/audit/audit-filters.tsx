import {
  CalendarDays,
  ListFilter,
  type LucideIcon,
  UserRound,
  UserRoundPen,
  Zap,
} from 'lucide-react'
import { useRef, useState } from 'react'
import { FilterTag, FilterTags } from '../../console-kit/filter-tags.tsx'
import { Menu, MenuButton } from '../../console-kit/menu.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './audit-filters.module.css'
import { auditMessages as text } from './audit-messages.ts'
import { type AuditView, changeView, type FilterName, filterNames } from './audit-url.ts'
import { FilterDialog } from './filter-dialog.tsx'
import { useFilterWords } from './use-filter-words.ts'

const icons: Readonly<Record<FilterName, LucideIcon>> = {
  action: Zap,
  userId: UserRound,
  actorId: UserRoundPen,
  from: CalendarDays,
  to: CalendarDays,
}

type Props = { view: AuditView; onShow: (view: AuditView) => void }

/** The active filters, each with a button to remove it, and the menu to add another. */
export function AuditFilters({ view, onShow }: Props) {
  const [asked, setAsked] = useState<FilterName | null>(null)
  const { may } = useCaller()
  const place = useRef<HTMLDivElement>(null)
  const set = filterNames.filter((name) => view[name])
  const isOffered: Partial<Record<FilterName, boolean>> = {
    userId: may('users.read', 'contacts.read'),
    actorId: may('users.read', 'contacts.read', 'api-keys.write'),
  }
  const offered = filterNames.filter((name) => isOffered[name] ?? true)
  // Removing a filter removes its button, so move the focus to the button that adds filters.
  const show = (next: AuditView) => {
    onShow(next)
    place.current?.querySelector('button')?.focus()
  }
  return (
    <div ref={place} className={styles.filters}>
      <Menu
        label={text.addFilter}
        placement="bottom start"
        trigger={
          <MenuButton>
            <Icon of={ListFilter} size={18} />
            {text.addFilter}
          </MenuButton>
        }
        groups={[offered.map((id) => ({ id, label: text.filters[id], icon: icons[id] }))]}
        onChoose={setAsked}
      />
      {set.length > 0 && (
        <FilterTags onClear={() => show({})}>
          {set.map((name) => (
            <Tag
              key={name}
              name={name}
              value={view[name] ?? ''}
              onRemove={() => show(changeView(view, { [name]: undefined }))}
            />
          ))}
        </FilterTags>
      )}
      {asked && (
        <FilterDialog
          name={asked}
          value={view[asked]}
          onClose={() => setAsked(null)}
          onApply={(value) => {
            setAsked(null)
            onShow(changeView(view, { [asked]: value }))
          }}
        />
      )}
    </div>
  )
}

type TagProps = { name: FilterName; value: string; onRemove: () => void }

function Tag({ name, value, onRemove }: TagProps) {
  const words = useFilterWords(name, value)
  return <FilterTag label={text.filters[name]} value={words} onRemove={onRemove} />
}
