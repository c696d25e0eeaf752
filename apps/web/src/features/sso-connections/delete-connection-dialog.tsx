import type { deleteSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import { tell } from '../../console-kit/ask.ts'
import { DeleteDialog } from '../../console-kit/delete-dialog.tsx'
import { paths } from '../../paths.ts'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import { useTakeAnswer } from './use-sso-connections.ts'

type Props = { connection: SsoConnection; onClose: () => void }

export function DeleteConnectionDialog({ connection: { id, name }, onClose }: Props) {
  const takeAnswer = useTakeAnswer()
  return (
    <DeleteDialog
      name={name}
      words={text.delete}
      listPath={paths.ssoConnections}
      send={() =>
        tell<typeof deleteSsoConnection>('DELETE /sso-connections/{id}', { params: { id } })
      }
      onDeleted={() => takeAnswer(null)}
      onClose={onClose}
    />
  )
}
