import { type ReactNode, useState } from 'react'
import type { Problem } from '../../api.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { Button } from '../../ui/button.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

type Field = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | undefined
}

type Props = {
  title: string
  text?: string
  act: { readonly busy: boolean; readonly problem: Problem | null; readonly run: () => void }
  value: string
  onChange: (value: string) => void
  /** What is wrong with the value, or undefined if nothing is. */
  faultOf: (value: string) => string | undefined
  /** The server's error about the value. */
  refused: string | undefined
  /** The id of the field, which gets the focus after an error. */
  fieldId: string
  children: (field: Field) => ReactNode
  onClose: () => void
}

/** Asks for one value. It is checked on submit, and after that each time it changes. */
export function OneFieldDialog(props: Props) {
  const { title, act, value, faultOf, refused, children } = props
  const [fault, setFault] = useState<string>()
  const submit = () => {
    const wrong = faultOf(value)
    setFault(wrong)
    if (wrong) document.getElementById(props.fieldId)?.focus()
    else act.run()
  }
  const change = (typed: string) => {
    props.onChange(typed)
    if (fault) setFault(faultOf(typed))
  }
  return (
    <Dialog
      title={title}
      text={props.text}
      busy={act.busy}
      onSubmit={submit}
      onClose={props.onClose}
      actions={
        <>
          <Button
            type="submit"
            look="primary"
            busy={act.busy}
            busyLabel={ssoConnectionsMessages.saving}
          >
            {title}
          </Button>
          <Button onClick={props.onClose}>{ssoConnectionsMessages.cancel}</Button>
        </>
      }
    >
      <DialogProblem problem={refused ? null : act.problem} retry={act.run} />
      {children({ value, onChange: change, error: fault ?? refused })}
    </Dialog>
  )
}
