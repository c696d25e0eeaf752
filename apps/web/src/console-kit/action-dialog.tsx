import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './danger-button.module.css'
import { Dialog } from './dialog.tsx'
import { DialogProblem } from './dialog-problem.tsx'
import { kitMessages } from './kit-messages.ts'
import type { Verb } from './use-verb.ts'

type Props = {
  title: ReactNode
  text?: ReactNode
  words: { readonly submit: string; readonly busy: string }
  icon?: LucideIcon
  /** The action that the dialog sends, or the form that it shows. */
  verb: Verb
  /** The button that has the focus at first, if no field has it. */
  focus?: 'submit' | 'cancel'
  /** True for actions that end or remove something. */
  isGrave?: boolean
  role?: 'dialog' | 'alertdialog'
  onClose: () => void
  children?: ReactNode
}

/** Sends an action or a form, and says why it was refused. It stays open until that has worked. */
export function ActionDialog(props: Props) {
  const { title, text, role = 'dialog', verb, focus, onClose, children } = props
  return (
    <Dialog
      {...{ title, text, role, onClose }}
      busy={verb.busy}
      onSubmit={verb.run}
      actions={
        <>
          <Submit {...props} />
          <Button onClick={onClose} autoFocus={focus === 'cancel'}>
            {kitMessages.cancel}
          </Button>
        </>
      }
    >
      {(children || verb.problem) && (
        <>
          <DialogProblem problem={verb.problem} retry={verb.run} />
          {children}
        </>
      )}
    </Dialog>
  )
}

function Submit({ words, icon, verb, focus, isGrave }: Props) {
  const label = words.submit
  const props = {
    type: 'submit',
    busy: verb.busy,
    busyLabel: words.busy,
    autoFocus: focus === 'submit',
    icon: icon && <Icon of={icon} size={18} />,
  } as const
  if (isGrave) return <DangerButton {...props}>{label}</DangerButton>
  return (
    <Button {...props} look="primary">
      {label}
    </Button>
  )
}

/** A red button. Use it only in the dialog that confirms the action. */
function DangerButton(props: ComponentProps<typeof Button>) {
  return <Button {...props} className={props.busy ? '' : styles.danger} />
}
