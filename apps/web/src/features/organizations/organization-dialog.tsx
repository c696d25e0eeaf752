import { createOrganization, type ShownOrganization } from '@rekey/contracts/organizations'
import { typedName } from '@rekey/contracts/visible-text'
import type { Result } from '../../api.ts'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { organizationsMessages as text } from './organizations-messages.ts'

type Props = {
  title: string
  submit: string
  /** The name in the field at first. */
  name?: string
  send: (name: string) => Promise<Result<typeof createOrganization>>
  onDone: (organization: ShownOrganization) => void
  onClose: () => void
}

/** Asks for the name of an organization that is new or is being renamed. */
export function OrganizationDialog({ title, submit, name = '', send, ...props }: Props) {
  const form = useConsoleForm(createOrganization, {
    first: { name },
    fields: ['name'],
    bodyOf: (values) => ({ name: typedName(values.name) }),
    wordsOf: (_, values) => (typedName(values.name) ? text.nameWrong : text.enterName),
    explain: ({ code }) => (code === 'conflict' ? { field: 'name', words: text.nameTaken } : null),
    send: (body) => send(body.name),
    onDone: props.onDone,
  })
  return (
    <ActionDialog
      title={title}
      words={{ submit, busy: text.busy }}
      verb={form}
      onClose={props.onClose}
    >
      <TextField {...form.field('name')} label={text.name} isProse autoFocus />
    </ActionDialog>
  )
}
