import type { User } from '@rekey/contracts/users'
import { type ReactNode, useRef } from 'react'
import { FilterTag, FilterTags } from '../../console-kit/filter-tags.tsx'
import { ListToolbar } from '../../console-kit/list-toolbar.tsx'
import { Select } from '../../console-kit/select.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useAllRoles } from '../../console-kit/use-roles.ts'
import { userListMessages as text } from './user-list-messages.ts'
import { MoreUsersFilters, UsersFilters } from './users-filters.tsx'
import styles from './users-toolbar.module.css'
import {
  changeView,
  countFilters,
  type FilterName,
  filterNames,
  moreFilterNames,
  type UsersView,
  withoutFilters,
} from './users-url.ts'

type Props = {
  search: ReactNode
  view: UsersView
  onChange: (view: UsersView) => void
  /** The users on the screen, who tell the name of the organization in the filter. */
  users: readonly User[] | undefined
  /** False while the bar of the selected users is in the place of the tags. */
  hasTags: boolean
  /** On narrow screens the filters fold away, and a list sets the order. */
  isNarrow: boolean
}

export function UsersToolbar({ search, isNarrow, users, view, hasTags, onChange }: Props) {
  const { may } = useCaller()
  const { data: roles } = useAllRoles(may('users.read', 'roles.write'))
  const place = useRef<HTMLDivElement>(null)
  const organizationName =
    users?.find(({ organization }) => organization?.id === view.organizationId)?.organization
      ?.name ?? null
  // Removing a filter removes its button, so move the focus to the search.
  const remove = (next: UsersView) => {
    onChange(next)
    place.current?.querySelector('input')?.focus()
  }
  const wordsOf = (name: FilterName, value: string): string => {
    if (name === 'organizationId') return organizationName ?? text.thisOrganization
    if (name === 'roleId') return roles?.find(({ id }) => id === value)?.name ?? text.thisRole
    return valueWords[name][value] ?? value
  }
  const set = filterNames.flatMap((name) => (view[name] ? [[name, view[name]] as const] : []))
  return (
    <div ref={place}>
      <ListToolbar
        {...{ search, isNarrow }}
        filters={<UsersFilters key="filters" {...{ view, onChange }} />}
        more={<MoreUsersFilters key="more" {...{ view, onChange, organizationName, roles }} />}
        count={set.length}
        moreCount={countFilters(view, moreFilterNames)}
        beside={<Sort {...{ view, onChange }} />}
        tags={
          hasTags &&
          set.length > 0 && (
            <FilterTags onClear={() => remove(withoutFilters(view))}>
              {set.map(([name, value]) => (
                <FilterTag
                  key={name}
                  label={text.filterNames[name]}
                  value={wordsOf(name, value)}
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

const valueWords: Readonly<
  Record<Exclude<FilterName, 'organizationId' | 'roleId'>, Readonly<Record<string, string>>>
> = {
  kind: text.kinds,
  status: text.statuses,
  passwordState: text.passwordStates,
  lastMail: text.lastMails,
  signInMethod: text.signInMethods,
  secondFactor: text.secondFactors,
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
