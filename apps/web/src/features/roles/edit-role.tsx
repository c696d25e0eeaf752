import { changeRole, type Role } from '@rekey/contracts/roles'
import { type ReactNode, useState } from 'react'
import { tellChanges } from '../../console-kit/ask.ts'
import { countWords } from '../../console-kit/count-words.ts'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { useArrival } from '../../console-kit/use-arrival.ts'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { useAskAnew } from '../../console-kit/use-roles.ts'
import { Say } from '../../ui/say.tsx'
import { RoleForm } from './role-form.tsx'
import { changesOf, isSame, type RoleValues, roleFormRules } from './role-form-rules.ts'
import { RoleMenu } from './role-menu.tsx'
import { rolesMessages as text } from './roles-messages.ts'

/** What the previous screen passes to this one. */
export type RoleState = { readonly isNew: true }

/** `/roles/{id}`: edits a role and stays there. */
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
  const askAnew = useAskAnew()
  const form = useConsoleForm(changeRole, {
    ...roleFormRules(role.name),
    first: { name: role.name, permissions: role.permissions },
    bodyOf: (values) => changesOf(values, role),
    send: (body) =>
      tellChanges<typeof changeRole>('PATCH /roles/{id}', { params: { id: role.id }, body }, role),
    onDone: (saved, changes) => {
      const isChanged = Object.keys(changes).length > 0
      if (isChanged) askAnew()
      onSaved(saved, isChanged ? text.saved : text.nothingChanged)
    },
  })
  return (
    <RoleForm
      of={form}
      heading={role.name}
      submit={text.submit}
      actions={<RoleMenu role={role} />}
      notice={notice}
      effect={effectOf(form.values, role)}
    />
  )
}

/** Says how many users a change of permissions affects, once there is a change. */
function effectOf(values: RoleValues, role: Role): string | false {
  const { name, userCount: count } = role
  const isReticked = !isSame(values, role)
  if (!isReticked || count === 0) return (isReticked || values.name !== name) && text.changed
  return countWords(count, text.everybodyHas.one, text.everybodyHas.many)
}
