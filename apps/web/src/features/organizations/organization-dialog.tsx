import { createOrganization, type ShownOrganization } from '@rekey/contracts/organizations'
import { typedName } from '@rekey/contracts/visible-text'
import { useState } from 'react'
import type { Result } from '../../api.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { Button } from '../../ui/button.tsx'
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
export function OrganizationDialog({ title, submit, send, onDone, onClose, ...props }: Props) {
  const [name, setName] = useState(props.name ?? '')
  const [fault, setFault] = useState<string>()
  const verb = useVerb<typeof createOrganization>(() => send(typedName(name)), onDone)
  const isTaken = verb.problem?.code === 'conflict'
  const save = () => {
    const wrong = faultOf(name)
    setFault(wrong)
    if (wrong) document.getElementById('name')?.focus()
    else verb.run()
  }
  const type = (typed: string) => {
    setName(typed)
    if (fault) setFault(faultOf(typed))
  }
  return (
    <Dialog
      title={title}
      busy={verb.busy}
      onSubmit={save}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" look="primary" busy={verb.busy} busyLabel={text.busy}>
            {submit}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </>
      }
    >
      <DialogProblem problem={isTaken ? null : verb.problem} retry={verb.run} />
      <TextField
        name="name"
        label={text.name}
        error={fault ?? (isTaken ? text.nameTaken : undefined)}
        value={name}
        onChange={type}
        isProse
        autoFocus
      />
    </Dialog>
  )
}

/** The contract checks the name, so that form and server always agree. */
function faultOf(name: string): string | undefined {
  if (!typedName(name)) return text.enterName
  const { success } = createOrganization.body.safeParse({ name: typedName(name) })
  return success ? undefined : text.nameWrong
}
