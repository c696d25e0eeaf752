import { FilterSelect } from '../../console-kit/filter-select.tsx'
import { OrganizationFilter } from './organization-filter.tsx'
import { userListMessages as text } from './user-list-messages.ts'
import { changeView, type UsersView } from './users-url.ts'

type Props = {
  view: UsersView
  onChange: (view: UsersView) => void
  /** The name of the organization in the filter, if it is known. */
  organizationName: string | null
}

/** Each choice adds an entry to the history. */
export function UsersFilters({ view, onChange, organizationName }: Props) {
  const choose = (change: Parameters<typeof changeView>[1]) => onChange(changeView(view, change))
  return (
    <>
      <FilterSelect
        name="kind"
        label={text.kind}
        words={text.kinds}
        value={view.kind}
        onChange={(kind) => choose({ kind })}
      />
      <FilterSelect
        name="status"
        label={text.status}
        words={text.statuses}
        value={view.status}
        onChange={(status) => choose({ status })}
      />
      <FilterSelect
        name="password-state"
        label={text.passwordState}
        words={text.passwordStates}
        value={view.passwordState}
        onChange={(passwordState) => choose({ passwordState })}
      />
      <OrganizationFilter
        id={view.organizationId ?? null}
        name={organizationName}
        onChange={(organizationId) => choose({ organizationId: organizationId ?? undefined })}
      />
    </>
  )
}
