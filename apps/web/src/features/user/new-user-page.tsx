import type { createUser } from '@rekey/contracts/users'
import { useQueryClient } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { call } from '../../api.ts'
import { ConsolePage } from '../../console-ui/console-page.tsx'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Say } from '../../ui/say.tsx'
import { useCaller } from '../console/use-caller.ts'
import { BackLink } from './back-link.tsx'
import { kindsFor } from './kinds-for.ts'
import { mailGoesTo, mayHaveEmail } from './mail-goes-to.ts'
import { type UserForm, useUserForm } from './use-user-form.ts'
import styles from './user-fields.module.css'
import { UserFields } from './user-fields.tsx'
import { UserFormAlert } from './user-form-alert.tsx'
import { noUser } from './user-form-values.ts'
import { userMessages } from './user-messages.ts'
import type { Arrival } from './user-page.tsx'
import { userPaths } from './user-paths.ts'

const text = userMessages.form

/** `/users/new`: link and code to create the password are mailed; nobody else chooses it. */
export default function NewUserPage() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const kinds = kindsFor(useCaller())
  const form = useUserForm({ ...noUser, kind: kinds[0] ?? noUser.kind }, async (body) => {
    const result = await call<typeof createUser>('POST /users', body)
    if (!result.ok) return result.problem
    const { id, resetAddress } = result.body
    void queries.invalidateQueries({ queryKey: ['users'] })
    const state: Arrival = { added: { address: resetAddress } }
    void navigate(userPaths.overview(id), { state })
    return null
  })
  const isFailed = form.problem !== null || form.faults.length > 0
  return (
    <ConsolePage
      heading={text.addTitle}
      failed={isFailed}
      back={<BackLink to={userPaths.users}>{userMessages.back}</BackLink>}
      alert={<UserFormAlert of={form} />}
    >
      <form
        method="post"
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          form.submit()
        }}
      >
        <UserFields of={form} kinds={kinds} organization={null} />
        <WhereTo form={form} />
        <div className={styles.actions}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {text.add}
          </Button>
          <ButtonLink to={userPaths.users}>{userMessages.cancel}</ButtonLink>
        </div>
      </form>
    </ConsolePage>
  )
}

/** Where link and code will go, as it stands in the fields. */
function WhereTo({ form: { form } }: { form: UserForm }) {
  const [kind, username, emailTo] = useWatch({
    control: form.control,
    name: ['kind', 'username', 'emailTo'],
  })
  if (!username.trim()) return null
  const address = mailGoesTo({ kind, username, emailTo: emailTo.trim() || null })
  const nowhere = mayHaveEmail(kind) ? text.willGoNowhereEmail : text.willGoNowhere
  return (
    <p className={styles.after}>
      {address ? <Say text={text.willGoTo} values={{ address }} /> : nowhere}
    </p>
  )
}
