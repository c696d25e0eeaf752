import type { createUser } from '@rekey/contracts/users'
import { typedName } from '@rekey/contracts/visible-text'
import { useQueryClient } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'
import { call } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { useRecentSignIn } from '../../console-kit/sign-in-again.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useOrganization } from '../../console-kit/use-organization.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { organizationPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Say } from '../../ui/say.tsx'
import { kindsFor } from './kinds-for.ts'
import { LoadingUser } from './loading-user.tsx'
import { mailGoesTo, mayHaveEmail } from './mail-goes-to.ts'
import type { Organization } from './organization-field.tsx'
import { useRolesFor } from './use-roles-for.ts'
import { type UserForm, useUserForm } from './use-user-form.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import styles from './user-fields.module.css'
import { UserFields } from './user-fields.tsx'
import { noUser } from './user-form-values.ts'
import type { Arrival } from './user-page.tsx'

const text = userDetailsMessages.form

/** `/users/new`: adds a user and mails link and code. Only the user chooses the password. */
export default function NewUserPage() {
  const [params] = useSearchParams()
  const { data, isLoading } = useOrganization(params.get('organizationId'))
  if (isLoading) return <LoadingUser problem={null} again={() => {}} />
  // If the organization doesn't exist any more, the form leaves it out without a note.
  return <NewUser kind={params.get('kind')} organization={data ?? null} />
}

/**
 * Kind and organization in the address are already chosen in the form, which then leads back there.
 */
function NewUser({
  kind,
  organization,
}: {
  kind: string | null
  organization: Organization | null
}) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const kinds = kindsFor(useCaller())
  const first = {
    ...noUser,
    kind: kinds.find((each) => each === kind) ?? kinds[0] ?? noUser.kind,
    organizationId: organization?.id ?? null,
  }
  const { withRecentSignIn } = useRecentSignIn()
  const roles = useRolesFor(null)
  const form = useUserForm(first, async (body) => {
    const result = await withRecentSignIn(() => call<typeof createUser>('POST /users', body))
    if (!result.ok) return result.problem
    const { id, resetAddress } = result.body
    void queries.invalidateQueries({ queryKey: ['users'] })
    void queries.invalidateQueries({ queryKey: ['organizations'] })
    const state: Arrival = { added: { address: resetAddress } }
    void navigate(userPaths.overview(id), { state })
    return null
  })
  const back = organization ? organizationPath(organization.id) : userPaths.users
  const isFailed = form.problem !== null || form.faults.length > 0
  return (
    <ConsolePage
      heading={text.addTitle}
      failed={isFailed}
      back={<BackLink to={back}>{organization?.name ?? userDetailsMessages.back}</BackLink>}
      alert={<FormAlert of={form} />}
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
        <UserFields of={form} {...{ kinds, organization, roles }} />
        <WhereTo form={form} />
        <div className={styles.actions}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {text.add}
          </Button>
          <ButtonLink to={back}>{kitMessages.cancel}</ButtonLink>
        </div>
      </form>
    </ConsolePage>
  )
}

/** Where link and code will be sent, with the values typed so far. */
function WhereTo({ form: { form } }: { form: UserForm }) {
  const [kind, username, emailTo] = useWatch({
    control: form.control,
    name: ['kind', 'username', 'emailTo'],
  })
  if (!typedName(username)) return null
  const address = mailGoesTo({ kind, username, emailTo: typedName(emailTo) || null })
  const nowhere = mayHaveEmail(kind) ? text.willGoNowhereEmail : text.willGoNowhere
  return (
    <p className={styles.after}>
      {address ? <Say text={text.willGoTo} values={{ address }} /> : nowhere}
    </p>
  )
}
