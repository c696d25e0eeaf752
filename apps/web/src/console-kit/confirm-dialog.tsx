import type { LucideIcon } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { DangerButton } from './danger-button.tsx'
import { Dialog } from './dialog.tsx'
import { DialogProblem } from './dialog-problem.tsx'
import { kitMessages } from './kit-messages.ts'
import type { useVerb } from './use-verb.ts'

type Props = {
  title: string
  words: { readonly text: string; readonly submit: string; readonly busy: string }
  icon: LucideIcon
  verb: ReturnType<typeof useVerb>
  onClose: () => void
}

/** Asks before something is ended or removed. The focus starts on Cancel. */
export function ConfirmDialog({ title, words, icon, verb, onClose }: Props) {
  return (
    <Dialog
      role="alertdialog"
      title={title}
      text={words.text}
      busy={verb.busy}
      onSubmit={verb.run}
      onClose={onClose}
      actions={
        <>
          <DangerButton
            type="submit"
            icon={<Icon of={icon} size={18} />}
            busy={verb.busy}
            busyLabel={words.busy}
          >
            {words.submit}
          </DangerButton>
          <Button onClick={onClose} autoFocus>
            {kitMessages.cancel}
          </Button>
        </>
      }
    >
      {verb.problem && <DialogProblem problem={verb.problem} retry={verb.run} />}
    </Dialog>
  )
}
