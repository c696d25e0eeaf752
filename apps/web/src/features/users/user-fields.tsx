import type { Kind } from '@rekey/contracts/fields'
import type { Role } from '@rekey/contracts/roles'
import { Controller, useWatch } from 'react-hook-form'
import { Select } from '../../console-kit/select.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { mayHaveEmail } from './mail-goes-to.ts'
import { type Organization, OrganizationField } from './organization-field.tsx'
import { RoleFields } from './role-fields.tsx'
import type { UserForm } from './use-user-form.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import styles from './user-fields.module.css'
import { fieldWords } from './user-form-words.ts'
import { userListMessages } from './user-list-messages.ts'

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
export function UserFields({ of: { form }, kinds, organization, roles }: Props) {
  const { control, formState } = form
  const kind = useWatch({ control, name: 'kind' })
  const error = (field: 'displayName' | 'username' | 'emailTo' | 'organizationId') => {
    const fault = formState.errors[field]
    return fault && (fault.type === 'server' ? fault.message : fieldWords(field, form.getValues()))
  }
  return (
    <div className={styles.fields}>
      <Controller
        control={control}
        name="displayName"
        render={({ field: { ref, ...field } }) => (
          <TextField
            {...field}
            inputRef={ref}
            label={text.name}
            hint={text.nameHint}
            error={error('displayName')}
            isProse
          />
        )}
      />
      <Controller
        control={control}
        name="kind"
        render={({ field: { name, value, onChange } }) => (
          <Select
            {...{ name, value, onChange }}
            label={text.kind}
            options={kinds.map((each) => ({ value: each, label: userListMessages.kinds[each] }))}
          />
        )}
      />
      <Controller
        control={control}
        name="username"
        render={({ field: { ref, ...field } }) => (
          <TextField
            {...field}
            inputRef={ref}
            label={text.username}
            hint={text.usernameHint}
            error={error('username')}
          />
        )}
      />
      {mayHaveEmail(kind) && (
        <Controller
          control={control}
          name="emailTo"
          render={({ field: { ref, ...field } }) => (
            <TextField
              {...field}
              inputRef={ref}
              type="email"
              label={text.email}
              hint={text.emailHint}
              error={error('emailTo')}
            />
          )}
        />
      )}
      {kind === 'contact' && (
        <Controller
          control={control}
          name="organizationId"
          render={({ field: { name, value, onChange } }) => (
            <OrganizationField
              {...{ name, value, onChange, organization }}
              error={error('organizationId')}
            />
          )}
        />
      )}
      {roles && <RoleFields control={control} kind={kind} roles={roles} />}
    </div>
  )
}
