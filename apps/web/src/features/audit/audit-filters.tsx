import type { AuditAction } from '@rekey/contracts/audit-actions'
import { useRef } from 'react'
import { DateFilter } from '../../console-kit/date-filter.tsx'
import { FilterSelect } from '../../console-kit/filter-select.tsx'
import { FilterTag, FilterTags } from '../../console-kit/filter-tags.tsx'
import { ListToolbar } from '../../console-kit/list-toolbar.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useMedia } from '../../console-kit/use-media.ts'
import { auditMessages as text } from './audit-messages.ts'
import { type AuditView, changeView, type FilterName, filterNames } from './audit-url.ts'
import { knownActions } from './known-actions.ts'
import { PersonFilter } from './person-filter.tsx'
import { useFilterWords } from './use-filter-words.ts'

type Props = { view: AuditView; onShow: (view: AuditView) => void }

/** All filters in one bar, and the active ones below it, each with a button to remove it. */
export function AuditFilters({ view, onShow }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const { may } = useCaller()
  const set = filterNames.filter((name) => view[name])
  const change = (by: AuditView) => onShow(changeView(view, by))
  // Removing a filter removes its button, so move the focus to the first filter.
  const remove = (next: AuditView) => {
    onShow(next)
    place.current?.querySelector<HTMLElement>('input, button')?.focus()
  }
  return (
    <div ref={place}>
      <ListToolbar
        isNarrow={useMedia('(max-width: 49.9375em)')}
        count={set.length}
        search={
          may('users.read', 'contacts.read') && (
            <PersonFilter
              name="userId"
              id={view.userId ?? null}
              onChange={(id) => change({ userId: id ?? undefined })}
            />
          )
        }
        filters={<Filters key="filters" view={view} onChange={change} />}
        tags={
          set.length > 0 && (
            <FilterTags onClear={() => remove({})}>
              {set.map((name) => (
                <Tag
                  key={name}
                  name={name}
                  value={view[name] ?? ''}
                  onRemove={() => remove(changeView(view, { [name]: undefined }))}
                />
              ))}
            </FilterTags>
          )
        }
      />
    </div>
  )
}

type FiltersProps = { view: AuditView; onChange: (change: AuditView) => void }

function Filters({ view, onChange }: FiltersProps) {
  const { may } = useCaller()
  return (
    <>
      <FilterSelect
        name="action"
        label={text.filters.action}
        words={actions}
        value={view.action as AuditAction | undefined}
        onChange={(action) => onChange({ action })}
      />
      {may('users.read', 'contacts.read', 'api-keys.write') && (
        <PersonFilter
          name="actorId"
          id={view.actorId ?? null}
          onChange={(id) => onChange({ actorId: id ?? undefined })}
        />
      )}
      <DateFilter
        name="from"
        label={text.filters.from}
        value={view.from}
        onChange={(from) => onChange({ from })}
      />
      <DateFilter
        name="to"
        label={text.filters.to}
        value={view.to}
        onChange={(to) => onChange({ to })}
      />
    </>
  )
}

const actions = Object.fromEntries([
  ['any', text.anyAction],
  ...Object.entries(knownActions)
    .map(([value, { label }]) => [value, label] as const)
    .sort(([, one], [, other]) => one.localeCompare(other)),
]) as Readonly<Record<AuditAction | 'any', string>>

type TagProps = { name: FilterName; value: string; onRemove: () => void }

function Tag({ name, value, onRemove }: TagProps) {
  const words = useFilterWords(name, value)
  return <FilterTag label={text.filters[name]} value={words} onRemove={onRemove} />
}
