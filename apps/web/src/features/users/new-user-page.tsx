import { createUser } from '@rekey/contracts/users'
import { useNavigate, useSearchParams } from 'react-router'
import { call } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { useFetchAgain } from '../../console-kit/use-fetch-again.ts'
import { useOrganization } from '../../console-kit/use-organization.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { organizationPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import formStyles from '../../ui/form.module.css'
import { kindsFor } from './kinds-for.ts'
import { LoadingUser } from './loading-user.tsx'
import { NewUserFields } from './new-user-fields.tsx'
import { invitationGoesTo, newUser, newUserRules } from './new-user-values.ts'
import type { Organization } from './organization-field.tsx'
import { useRolesFor } from './use-roles-for.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import styles from './user-fields.module.css'
import type { Arrival } from './user-page.tsx'

const text = userDetailsMessages.form

/** `/users/new`: adds a user and invites them by mail. Only the user chooses the password. */
export default function NewUserPage() {
  const [params] = useSearchParams()
  const organization = useOrganization(params.get('organizationId'))
  if (organization.isLoading) return <LoadingUser of={organization} />
  // If the organization doesn't exist any more, the form leaves it out without a note.
  return <NewUser kind={params.get('kind')} organization={organization.data ?? null} />
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
  const fetchAgain = useFetchAgain('users', 'organizations')
  const kinds = kindsFor(useCaller())
  const first = {
    ...newUser,
    kind: kinds.find((each) => each === kind) ?? kinds[0] ?? newUser.kind,
    organizationId: organization?.id ?? null,
  }
  const roles = useRolesFor(null)
  const form = useConsoleForm(createUser, {
    ...newUserRules,
    first,
    send: (body) => call<typeof createUser>('POST /users', body),
    onDone: ({ id, resetAddress, lastMessage }) => {
      fetchAgain()
      const state: Arrival = { added: { address: lastMessage && resetAddress } }
      void navigate(userPaths.overview(id), { state })
    },
  })
  const isInvited = form.values.invite && invitationGoesTo(form.values) !== null
  const back = organization ? organizationPath(organization.id) : userPaths.users
  return (
    <ConsolePage
      heading={text.addTitle}
      failed={form.isRefused}
      back={<BackLink to={back}>{organization?.name ?? userDetailsMessages.back}</BackLink>}
      alert={<FormAlert of={form} />}
    >
      <form {...form.props} className={styles.form}>
        <NewUserFields of={form} {...{ kinds, organization, roles }} />
        <div className={formStyles.buttons}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {isInvited ? text.sendInvitation : text.add}
          </Button>
          <ButtonLink to={back}>{kitMessages.cancel}</ButtonLink>
        </div>
      </form>
    </ConsolePage>
  )
}
