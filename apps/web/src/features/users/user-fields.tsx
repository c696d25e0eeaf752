import type { Kind } from '@rekey/contracts/fields'
import type { Role } from '@rekey/contracts/roles'
import { TextField } from '../../console-kit/text-field.tsx'
import { KindField } from './kind-field.tsx'
import { mayHaveEmail } from './mail-goes-to.ts'
import { type Organization, OrganizationField } from './organization-field.tsx'
import { RoleFields } from './role-fields.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import styles from './user-fields.module.css'
import type { UserForm } from './user-form-rules.ts'

const text = userDetailsMessages.form

type Props = {
  of: UserForm
  /** The kinds that the viewer may choose. */
  kinds: readonly Kind[]
  /** The organization that is chosen when the page opens. */
  organization: Organization | null
  /** The roles to choose from, or null if the viewer may not choose. */
  roles: readonly Role[] | null
}

/** The fields of a user. Each field shows only for the kinds that have it. */
export function UserFields({ of: form, kinds, organization, roles }: Props) {
  const { kind } = form.values
  return (
    <div className={styles.fields}>
      <TextField {...form.field('displayName')} label={text.name} hint={text.nameHint} isProse />
      <KindField {...form.field('kind')} kinds={kinds} />
      <TextField {...form.field('username')} label={text.username} hint={text.usernameHint} />
      {mayHaveEmail(kind) && (
        <TextField
          {...form.field('emailTo')}
          type="email"
          label={text.email}
          hint={text.emailHint}
        />
      )}
      {kind === 'contact' && (
        <OrganizationField {...form.field('organizationId')} organization={organization} />
      )}
      {roles && <RoleFields form={form} roles={roles} />}
    </div>
  )
}
