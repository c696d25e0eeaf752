import type { User } from '@rekey/contracts/users'
import { type ReactNode, useState } from 'react'
import { useAskAnew } from '../../console-kit/mails/use-user.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import type { ActDone } from './act-done.ts'
import type { UserAct } from './user-acts.ts'
import { UserDialog } from './user-dialog.tsx'

type Asked = { readonly user: User; readonly act: UserAct }

/**
 * Actions on the users of a list, in dialogs.
 * @param onDone receives the result, and a mail that was sent
 */
export function useRowActs(onDone: (user: User, done: ActDone) => void) {
  const viewer = useCaller()
  const [asked, ask] = useState<Asked | null>(null)
  const askAnew = useAskAnew()
  const close = () => ask(null)
  const dialog: ReactNode = asked && (
    <UserDialog
      {...asked}
      viewer={viewer}
      onClose={close}
      onDone={(done) => {
        close()
        askAnew()
        onDone(asked.user, done)
      }}
    />
  )
  return { dialog, start: (user: User, act: UserAct) => ask({ user, act }) }
}
