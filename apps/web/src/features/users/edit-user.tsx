import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { Role } from '@rekey/contracts/roles'
import type { Body } from '@rekey/contracts/route'
import { changeUser, type User } from '@rekey/contracts/users'
import { useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { tellChanges } from '../../console-kit/ask.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import formStyles from '../../ui/form.module.css'
import { Say } from '../../ui/say.tsx'
import type { ActDone } from './act-done.ts'
import { kindsFor } from './kinds-for.ts'
import { effectOf, mayHaveEmail } from './mail-goes-to.ts'
import { providerName } from './provider-name.ts'
import { useRolesFor } from './use-roles-for.ts'
import type { Viewer } from './user-acts.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import styles from './user-fields.module.css'
import { UserFields } from './user-fields.tsx'
import { userFormRules } from './user-form-rules.ts'
import { bodyOf, changesOf, type UserFormValues, valuesOf } from './user-form-values.ts'

const text = userDetailsMessages.form

type Props = { user: User; viewer: Viewer; onLeave: (done?: ActDone) => void }

/** `/users/{id}/edit`: edits a user and says before saving what the change causes. */
export function EditUser({ user: current, viewer, onLeave }: Props) {
  // What the form started from. Newer data must not turn old values into changes of this form.
  const [user] = useState(current)
  const roles = useRolesFor(user)
  const form = useConsoleForm(changeUser, {
    ...userFormRules,
    first: valuesOf(user),
    bodyOf: (values) => changesOf(bodyOf(values), user),
    send: (body) =>
      tellChanges<typeof changeUser>('PATCH /users/{id}', { params: { id: user.id }, body }, user),
    onDone: (_, changes) => onLeave({ words: <Saved {...{ user, changes, roles }} /> }),
  })
  const isSentToField = useFieldOfAddress(user)
  return (
    <ConsolePage
      heading={fill(text.editTitle, { name: user.displayName })}
      failed={form.isRefused}
      ownFocus={isSentToField}
      back={<BackLink to={userPaths.overview(user.id)}>{user.displayName}</BackLink>}
      alert={<FormAlert of={form} />}
    >
      <form {...form.props} className={styles.form}>
        <UserFields
          of={form}
          kinds={kindsFor(viewer)}
          organization={user.organization}
          roles={roles}
        />
        <Effect values={form.values} {...{ user, roles }} />
        <div className={formStyles.buttons}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {text.save}
          </Button>
          <Button onClick={() => onLeave()}>{kitMessages.cancel}</Button>
        </div>
      </form>
    </ConsolePage>
  )
}

type SavedProps = { user: User; changes: Body<typeof changeUser>; roles: readonly Role[] | null }

/** The result. If the user can now open the console, it also says what they still need. */
function Saved({ user, changes, roles }: SavedProps) {
  if (Object.keys(changes).length === 0) return <Say text={text.nothingChanged} />
  const { kind = user.kind, roleId = user.role.id } = changes
  const { extraRoleIds = valuesOf(user).extraRoleIds } = changes
  const opens = opensConsole({ kind, roleId, extraRoleIds }, roles)
  const isNews = user.signInMethod === 'sso' && !user.opensConsole && opens
  if (!isNews) return <Say text={text.saved} />
  const values = { name: user.displayName, provider: providerName(user) }
  return <Say text={text.savedForConsole} values={values} />
}

type EffectProps = { values: UserFormValues; user: User; roles: readonly Role[] | null }

/** Says what saving would end, as soon as a change would end something. */
function Effect({ values, user, roles }: EffectProps) {
  const effect = effectOf(user, { ...user, ...values, emailTo: values.emailTo || null })
  const name = user.displayName
  return (
    <div role="status" className={styles.effect}>
      {effect !== 'none' && (
        <Banner tone="warning">
          {fill(effect === 'ends' ? text.ends : text.endsAndTells, { name })}
        </Banner>
      )}
      {endsConsolePassword(user, values, roles) && (
        <Banner tone="warning">{fill(text.endsConsolePassword, { name })}</Banner>
      )}
    </div>
  )
}

type Chosen = Pick<UserFormValues, 'kind' | 'roleId' | 'extraRoleIds'>

const endsConsolePassword = (user: User, chosen: Chosen, roles: readonly Role[] | null) =>
  user.signInMethod === 'sso' &&
  user.opensConsole &&
  user.passwordState !== 'none' &&
  roles !== null &&
  !opensConsole(chosen, roles)

/** Focuses the e-mail field if the viewer came to correct it. @returns whether that is so */
function useFieldOfAddress({ kind }: User): boolean {
  const isAsked = useLocation().hash === '#address'
  useEffect(() => {
    const field = mayHaveEmail(kind) ? 'emailTo' : 'username'
    if (isAsked) document.getElementById(field)?.focus()
  }, [isAsked, kind])
  return isAsked
}

/** Whether a user with these roles may open the console. Device users never may. */
function opensConsole(
  { kind, roleId, extraRoleIds }: Pick<UserFormValues, 'kind' | 'roleId' | 'extraRoleIds'>,
  roles: readonly Role[] | null,
): boolean {
  const held = [roleId ?? defaultRoleOf(kind), ...extraRoleIds]
  const isOpen = roles?.some(
    ({ id, permissions }) => held.includes(id) && permissions.includes('console.access'),
  )
  return kind !== 'device' && isOpen === true
}
