import type { LucideIcon } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { kitMessages } from './kit-messages.ts'
import type { useVerb } from './use-verb.ts'

type Props = {
  words: { readonly submit: string; readonly busy: string }
  icon: LucideIcon
  verb: ReturnType<typeof useVerb>
  onClose: () => void
}

/** The buttons of a dialog that asks for options. The focus starts on the main button. */
export const DialogActions = ({ words, icon, verb, onClose }: Props) => (
  <>
    <Button
      type="submit"
      look="primary"
      icon={<Icon of={icon} size={18} />}
      busy={verb.busy}
      busyLabel={words.busy}
      autoFocus
    >
      {words.submit}
    </Button>
    <Button onClick={onClose}>{kitMessages.cancel}</Button>
  </>
)
