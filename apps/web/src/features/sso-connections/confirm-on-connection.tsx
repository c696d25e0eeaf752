import type { changeSsoConnection } from '@rekey/contracts/sso-connections'
import type { ComponentProps, ReactNode } from 'react'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { useTakeAnswer } from './use-sso-connections.ts'

type Confirm = ComponentProps<typeof ConfirmDialog<typeof changeSsoConnection>>

type Props = Omit<Confirm, 'onDone'> & {
  /** What the page says afterwards. */
  done: ReactNode
  onDone: (words: ReactNode) => void
}

/** Confirms an action on a provider. The answer contains its new state, which is shown at once. */
export function ConfirmOnConnection({ done, onDone, ...confirm }: Props) {
  const takeAnswer = useTakeAnswer()
  return (
    <ConfirmDialog<typeof changeSsoConnection>
      {...confirm}
      onDone={(connection) => {
        takeAnswer(connection)
        confirm.onClose()
        onDone(done)
      }}
    />
  )
}
