import type { User } from '@rekey/contracts/users'
import { Fragment } from 'react'
import { useCaller } from '../../console-kit/use-caller.ts'
import { rolePath } from '../../paths.ts'
import { Link } from '../../ui/link.tsx'
import { Say } from '../../ui/say.tsx'
import { Note, Value } from './summary-line.tsx'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.fields

/** The primary role and the extra roles, as links for viewers who may see roles. */
export function Roles({ user: { role, extraRoles } }: { user: User }) {
  return (
    <>
      <Value>
        <RoleName role={role} />
      </Value>
      {extraRoles.length > 0 && (
        <Note>
          <Say text={text.alsoRoles} values={{ roles: <ExtraRoles roles={extraRoles} /> }} />
        </Note>
      )}
    </>
  )
}

const ExtraRoles = ({ roles }: { roles: User['extraRoles'] }) =>
  roles.map((role, index) => (
    <Fragment key={role.id}>
      {index > 0 && ', '}
      <RoleName role={role} />
    </Fragment>
  ))

function RoleName({ role: { id, name } }: { role: User['role'] }) {
  const { may } = useCaller()
  return may('roles.write') ? <Link to={rolePath(id)}>{name}</Link> : name
}
