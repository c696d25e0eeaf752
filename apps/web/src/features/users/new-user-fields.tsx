import type { Kind } from '@rekey/contracts/fields'
import type { Role } from '@rekey/contracts/roles'
import { Checkbox } from '../../console-kit/checkbox.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import type { ConsoleForm } from '../../console-kit/use-console-form.ts'
import { Say } from '../../ui/say.tsx'
import { KindField } from './kind-field.tsx'
import { mayHaveEmail } from './mail-goes-to.ts'
import { invitationGoesTo, type NewUserValues } from './new-user-values.ts'
import { type Organization, OrganizationField } from './organization-field.tsx'
import { RoleFields } from './role-fields.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import styles from './user-fields.module.css'
import type { UserForm } from './user-form-rules.ts'

const text = userDetailsMessages.form

type Props = {
  of: ConsoleForm<NewUserValues>
  /** The kinds that the viewer may choose. */
  kinds: readonly Kind[]
  /** The organization that is chosen when the page opens. */
  organization: Organization | null
  /** The roles to choose from, or null if the viewer may not choose. */
  roles: readonly Role[] | null
}

/** The fields of a new user. For most people, a name and an address are enough. */
export function NewUserFields({ of: form, kinds, organization, roles }: Props) {
  const { kind } = form.values
  return (
    <div className={styles.fields}>
      <TextField {...form.field('displayName')} label={text.name} hint={text.nameHint} isProse />
      <TextField
        {...form.field('emailTo')}
        type="email"
        label={text.newEmail}
        hint={text.newEmailHint}
      />
      <TextField
        {...form.field('username')}
        label={text.newUsername}
        hint={mayHaveEmail(kind) ? text.otherUsernameHint : text.plainUsernameHint}
      />
      <KindField {...form.field('kind')} kinds={kinds} />
      {kind === 'contact' && (
        <OrganizationField {...form.field('organizationId')} organization={organization} />
      )}
      {roles && <RoleFields form={form as unknown as UserForm} roles={roles} />}
      <Invitation form={form} />
    </div>
  )
}

/** Whether to send an invitation, and where it goes with the values typed so far. */
function Invitation({ form }: { form: ConsoleForm<NewUserValues> }) {
  const { values } = form
  const address = invitationGoesTo(values)
  const isNamed = address !== null || values.username.trim() !== ''
  const hint = address ? (
    <Say text={values.invite ? text.willGoTo : text.willNotGo} values={{ address }} />
  ) : (
    isNamed && text.willGoNowhere
  )
  return (
    <Checkbox
      {...form.field('invite')}
      value={values.invite && (address !== null || !isNamed)}
      isBlocked={address === null && isNamed}
      hint={hint || text.inviteHint}
    >
      {text.invite}
    </Checkbox>
  )
}
