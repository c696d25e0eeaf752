import type { deleteSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import { Trash2 } from 'lucide-react'
import { useNavigate } from 'react-router'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import type { SsoConnectionsState } from './sso-connections-page.tsx'
import { useTakeAnswer } from './use-sso-connections.ts'

const text = ssoConnectionsMessages.delete

type Props = { connection: SsoConnection; onClose: () => void }

/** Then there is the list, which says it. Whoever came to sign in through it meanwhile is said here. */
export function DeleteConnectionDialog({ connection: { id, name }, onClose }: Props) {
  const navigate = useNavigate()
  const takeAnswer = useTakeAnswer()
  const verb = useVerb<typeof deleteSsoConnection>(
    () => tell<typeof deleteSsoConnection>('DELETE /sso-connections/{id}', { params: { id } }),
    () => {
      const state: SsoConnectionsState = { deleted: name }
      void navigate(paths.ssoConnections, { state })
      takeAnswer(null)
    },
  )
  const isRefused = verb.problem?.code === 'conflict'
  return (
    <ConfirmDialog
      title={fill(text.title, { name })}
      words={isRefused ? { ...text, text: text.blockedNow } : text}
      icon={Trash2}
      verb={isRefused ? { ...verb, problem: null } : verb}
      onClose={onClose}
    />
  )
}
