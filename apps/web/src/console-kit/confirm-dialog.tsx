import type { ProblemCode } from '@rekey/contracts/problems'
import type { Answer, Contract } from '@rekey/contracts/route'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Result } from '../api.ts'
import { ActionDialog } from './action-dialog.tsx'
import { useVerb } from './use-verb.ts'

type Props<C extends Contract> = {
  title: ReactNode
  words: { readonly text: string; readonly submit: string; readonly busy: string }
  icon: LucideIcon
  send: () => Promise<Result<C>>
  onDone: (answer: Answer<C>) => void
  onClose: () => void
  /** The problem that means that it can't be done now, and the words that then replace the text. */
  blocked?: { readonly code: ProblemCode; readonly text: string }
  children?: ReactNode
}

/** Asks before something is ended or removed. The focus starts on Cancel. */
export function ConfirmDialog<C extends Contract>(props: Props<C>) {
  const { send, onDone, blocked, words, ...rest } = props
  const verb = useVerb<C>(send, onDone)
  const isBlocked = blocked !== undefined && verb.problem?.code === blocked.code
  return (
    <ActionDialog
      {...rest}
      text={isBlocked ? blocked.text : words.text}
      words={words}
      verb={isBlocked ? { ...verb, problem: null } : verb}
      role="alertdialog"
      focus="cancel"
      isGrave
    />
  )
}
