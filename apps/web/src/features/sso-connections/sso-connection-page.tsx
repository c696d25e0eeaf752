import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { type ReactNode, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { useArrival } from '../../console-kit/use-arrival.ts'
import { paths, ssoConnectionPath } from '../../paths.ts'
import { Say } from '../../ui/say.tsx'
import { EditSsoConnection } from './edit-sso-connection.tsx'
import { SsoConnectionDetails } from './sso-connection-details.tsx'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import { useSsoConnection } from './use-sso-connections.ts'

/** What the previous screen passes to this one. */
export type SsoConnectionState = { readonly isNew: true }

/** `/sso-connections/{id}`, and the form to edit it at `/edit`. */
export default function SsoConnectionPage() {
  const { id = '' } = useParams()
  const found = useSsoConnection(id)
  if (found.data) return <OneConnection key={id} connection={found.data} />
  return <LoadingPage words={text} of={found} up={up} />
}

const up = { to: paths.ssoConnections, back: text.back, onward: text.toList }

function OneConnection({ connection }: { connection: SsoConnection }) {
  const { id, name } = connection
  const isEditing = useParams()['*'] === 'edit'
  const navigate = useNavigate()
  const isNew = useArrival<SsoConnectionState>()?.isNew
  const [done, setDone] = useState<ReactNode>(isNew && <Say text={text.added} values={{ name }} />)
  const leave = (result?: ReactNode) => {
    setDone(result ?? null)
    void navigate(ssoConnectionPath(id))
  }
  if (isEditing) return <EditSsoConnection connection={connection} onLeave={leave} />
  return <SsoConnectionDetails connection={connection} done={done} onDone={setDone} />
}
