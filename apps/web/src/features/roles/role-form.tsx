import type { ReactNode } from 'react'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { LeaveGuard } from '../../console-kit/leave-guard.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { PermissionBoxes } from './permission-boxes.tsx'
import styles from './role-form.module.css'
import { rolesMessages as text } from './roles-messages.ts'
import type { RoleForm as Form } from './use-role-form.ts'

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
  const isFailed = form.problem !== null || form.faults.length > 0
  return (
    <ConsolePage
      heading={heading}
      failed={isFailed}
      back={<BackLink to={paths.roles}>{text.title}</BackLink>}
      alert={<FormAlert of={form} />}
      actions={actions}
      notice={!isFailed && notice}
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
        <div className={styles.name}>
          <TextField
            name="name"
            label={text.name}
            hint={text.nameHint}
            error={form.nameFault}
            value={form.name}
            onChange={form.type}
            isProse
          />
        </div>
        <PermissionBoxes ticked={form.ticked} onTick={form.tick} />
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
      <LeaveGuard isDirty={form.isDirty && !form.busy} />
    </ConsolePage>
  )
}
