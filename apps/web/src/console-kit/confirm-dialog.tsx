import type { LucideIcon } from 'lucide-react'
import { ActionDialog } from './action-dialog.tsx'
import type { Verb } from './use-verb.ts'

type Props = {
  title: string
  words: { readonly text: string; readonly submit: string; readonly busy: string }
  icon: LucideIcon
  verb: Verb
  onClose: () => void
}

/** Asks before something is ended or removed. The focus starts on Cancel. */
export const ConfirmDialog = (props: Props) => (
  <ActionDialog {...props} text={props.words.text} role="alertdialog" focus="cancel" isGrave />
)
