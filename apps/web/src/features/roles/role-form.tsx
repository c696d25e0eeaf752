import type { ReactNode } from 'react'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { LeaveGuard } from '../../console-kit/leave-guard.tsx'
import { PermissionBoxes } from '../../console-kit/permission-boxes.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import styles from './role-form.module.css'
import type { RoleForm as Form } from './role-form-rules.ts'
import { rolesMessages as text } from './roles-messages.ts'

type Props = {
  of: Form
  heading: string
  submit: string
  actions?: ReactNode
  notice?: ReactNode
  /** The effect of saving, shown above the buttons. */
  effect?: string | false
}

/** The name of a role, and a checkbox for each permission. */
export function RoleForm({ of: form, heading, submit, actions, notice, effect }: Props) {
  return (
    <ConsolePage
      heading={heading}
      failed={form.isRefused}
      back={<BackLink to={paths.roles}>{text.title}</BackLink>}
      alert={<FormAlert of={form} />}
      actions={actions}
      notice={!form.isRefused && notice}
    >
      <form {...form.props} className={styles.form}>
        <div className={styles.name}>
          <TextField {...form.field('name')} label={text.name} hint={text.nameHint} isProse />
        </div>
        <PermissionBoxes {...form.field('permissions')} />
        <div className={styles.bar}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {submit}
          </Button>
          <ButtonLink to={paths.roles}>{text.cancel}</ButtonLink>
          <span role="status" className={styles.effect}>
            {effect}
          </span>
        </div>
      </form>
      <LeaveGuard isDirty={form.isUnsaved} />
    </ConsolePage>
  )
}
