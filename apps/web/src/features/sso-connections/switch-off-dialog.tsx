import type { changeSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import { PowerOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { useConnectionAct } from './use-connection-act.ts'

const text = ssoConnectionsMessages.switchOff

type Props = {
  connection: SsoConnection
  onDone: (words: ReactNode) => void
  onClose: () => void
}

/**
 * Says how many users can't sign in any more. If no administrator could, it says that it can't be
 * done.
 */
export function SwitchOffDialog({ connection, onDone, onClose }: Props) {
  const { id, name } = connection
  const act = useConnectionAct(
    () =>
      tell<typeof changeSsoConnection>('PATCH /sso-connections/{id}', {
        params: { id },
        body: { enabled: false },
      }),
    () => {
      onClose()
      onDone(<Say text={text.done} values={{ name }} />)
    },
  )
  const isRefused = act.problem?.code === 'last-administrator'
  return (
    <ConfirmDialog
      title={fill(text.title, { name })}
      words={{ ...text, text: isRefused ? text.lastAdministrator : effectOf(connection) }}
      icon={PowerOff}
      verb={isRefused ? { ...act, problem: null } : act}
      onClose={onClose}
    />
  )
}

function effectOf({ userCount }: SsoConnection): string {
  if (userCount === 0) return text.text
  if (userCount === 1) return text.textOne
  return fill(text.textMany, { count: userCount.toLocaleString('en-GB') })
}
