import type { Role } from '@rekey/contracts/roles'
import { FilterSelect } from '../../console-kit/filter-select.tsx'
import { OrganizationFilter } from './organization-filter.tsx'
import { userListMessages as text } from './user-list-messages.ts'
import { changeView, type UsersView } from './users-url.ts'

type Props = { view: UsersView; onChange: (view: UsersView) => void }

/** Each choice adds an entry to the history. */
export function UsersFilters({ view, onChange }: Props) {
  return (
    <>
      <FilterSelect
        name="kind"
        label={text.filterNames.kind}
        words={text.kinds}
        value={view.kind}
        onChange={(kind) => onChange(changeView(view, { kind }))}
      />
      <FilterSelect
        name="status"
        label={text.filterNames.status}
        words={text.statuses}
        value={view.status}
        onChange={(status) => onChange(changeView(view, { status }))}
      />
      <FilterSelect
        name="password-state"
        label={text.filterNames.passwordState}
        words={text.passwordStates}
        value={view.passwordState}
        onChange={(passwordState) => onChange(changeView(view, { passwordState }))}
      />
    </>
  )
}

type MoreProps = Props & {
  /** The name of the organization in the filter, if it is known. */
  organizationName: string | null
  /** Undefined while they load, and for viewers who may not see them. */
  roles: readonly Role[] | undefined
}

export function MoreUsersFilters({ view, onChange, organizationName, roles }: MoreProps) {
  return (
    <>
      <OrganizationFilter
        id={view.organizationId ?? null}
        name={organizationName}
        onChange={(organizationId) =>
          onChange(changeView(view, { organizationId: organizationId ?? undefined }))
        }
      />
      {roles && (
        <FilterSelect
          name="role"
          label={text.filterNames.roleId}
          words={{
            any: text.allRoles,
            ...Object.fromEntries(roles.map(({ id, name }) => [id, name])),
          }}
          value={view.roleId}
          onChange={(roleId) => onChange(changeView(view, { roleId }))}
        />
      )}
      <FilterSelect
        name="last-mail"
        label={text.filterNames.lastMail}
        words={text.lastMails}
        value={view.lastMail}
        onChange={(lastMail) => onChange(changeView(view, { lastMail }))}
      />
      <FilterSelect
        name="sign-in-method"
        label={text.filterNames.signInMethod}
        words={text.signInMethods}
        value={view.signInMethod}
        onChange={(signInMethod) => onChange(changeView(view, { signInMethod }))}
      />
      <FilterSelect
        name="second-factor"
        label={text.filterNames.secondFactor}
        words={text.secondFactors}
        value={view.secondFactor}
        onChange={(secondFactor) => onChange(changeView(view, { secondFactor }))}
      />
    </>
  )
}
