import type { changeRole, Role } from '@rekey/contracts/roles'
import { type ReactNode, useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { useRecentSignIn } from '../../console-kit/sign-in-again.tsx'
import { useArrival } from '../../console-kit/use-arrival.ts'
import { useAskAnew } from '../../console-kit/use-roles.ts'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { RoleForm } from './role-form.tsx'
import { RoleMenu } from './role-menu.tsx'
import type { RoleState } from './role-page.tsx'
import { rolesMessages as text } from './roles-messages.ts'
import { type RoleForm as Form, type RoleBody, useRoleForm } from './use-role-form.ts'

/**
 * Sends only the changed values, so that two people who change different values don't undo each
 * other's changes.
 */
export function EditRole({ role }: { role: Role }) {
  // The form starts from the saved role the next time.
  const [saved, setSaved] = useState({ role, times: 0 })
  const isNew = useArrival<RoleState>()?.isNew
  const [done, setDone] = useState<ReactNode>(
    isNew && <Say text={text.added} values={{ name: role.name }} />,
  )
  return (
    <OneEdit
      key={saved.times}
      role={saved.role}
      notice={
        done && (
          <DoneBanner closeLabel={text.close} onClose={() => setDone(null)}>
            {done}
          </DoneBanner>
        )
      }
      onSaved={(next, words) => {
        setDone(<Say text={words} />)
        setSaved({ role: next, times: saved.times + 1 })
        window.scrollTo(0, 0)
      }}
    />
  )
}

type Props = {
  role: Role
  notice: ReactNode
  onSaved: (role: Role, words: string) => void
}

function OneEdit({ role, notice, onSaved }: Props) {
  const { withRecentSignIn } = useRecentSignIn()
  const askAnew = useAskAnew()
  const form = useRoleForm(role, async (body) => {
    const changes = changesOf(body, role)
    if (Object.keys(changes).length === 0) {
      onSaved(role, text.nothingChanged)
      return null
    }
    const result = await withRecentSignIn(() =>
      tell<typeof changeRole>('PATCH /roles/{id}', { params: { id: role.id }, body: changes }),
    )
    if (!result.ok) return result.problem
    askAnew()
    onSaved(result.body, text.saved)
    return null
  })
  return (
    <RoleForm
      of={form}
      heading={role.name}
      submit={text.submit}
      actions={<RoleMenu role={role} />}
      notice={notice}
      effect={effectOf(form, role)}
    />
  )
}

function changesOf({ name, permissions }: RoleBody, role: Role): Partial<RoleBody> {
  const isSame =
    permissions.length === role.permissions.length &&
    permissions.every((permission) => role.permissions.includes(permission))
  return { ...(name !== role.name && { name }), ...(!isSame && { permissions }) }
}

/** Says how many users a change of permissions affects, once there is a change. */
function effectOf({ isReticked, isDirty }: Form, { userCount: count }: Role): string | false {
  if (!isReticked || count === 0) return isDirty && text.changed
  return count === 1 ? text.everybodyHas.one : fill(text.everybodyHas.many, { count })
}
