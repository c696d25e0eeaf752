import type { ApiKey, deleteApiKey } from '@rekey/contracts/api-keys'
import { Check, Trash2, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'react-router'
import { tell } from '../../console-kit/ask.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DeleteDialog } from '../../console-kit/delete-dialog.tsx'
import { Facts } from '../../console-kit/facts.tsx'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { permissionMessages } from '../../console-kit/permission-messages.ts'
import { Time } from '../../console-kit/time.tsx'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { whyStopped } from './api-key-state.ts'
import styles from './api-keys.module.css'
import { apiKeysMessages as text } from './api-keys-messages.ts'
import { useApiKey, useAskAnew } from './use-api-keys.ts'

/** `/api-keys/{id}`: what a key can do, and when it was used. The key itself is never shown. */
export default function ApiKeyPage() {
  const { id = '' } = useParams()
  const found = useApiKey(id)
  if (found.data) return <OneKey key={id} of={found.data} />
  return <LoadingPage words={text} of={found} up={up} />
}

const up = { to: paths.apiKeys, back: text.title, onward: text.toList }
const back = <BackLink to={paths.apiKeys}>{text.title}</BackLink>

function OneKey({ of: key }: { of: ApiKey }) {
  const [isDeleting, setDeleting] = useState(false)
  const stopped = whyStopped(key)
  return (
    <ConsolePage
      heading={key.name}
      back={back}
      actions={
        <Button onClick={() => setDeleting(true)}>
          <Icon of={Trash2} size={18} />
          {text.delete.entry}
        </Button>
      }
    >
      {stopped && (
        <div className={styles.stopped}>
          <Banner tone="bad">{stopped}</Banner>
        </div>
      )}
      <div className={styles.facts}>
        <Facts of={factsOf(key)} />
      </div>
      <h2 className={styles.title}>{text.lets}</h2>
      <Scopes of={key} />
      {isDeleting && <Delete of={key} onClose={() => setDeleting(false)} />}
    </ConsolePage>
  )
}

const factsOf = ({ hint, createdBy, createdAt, expiresAt, lastUsedAt }: ApiKey) => [
  { term: text.facts.hint, value: hint, isCode: true },
  { term: text.facts.createdBy, value: createdBy.displayName },
  { term: text.facts.createdAt, value: <Time at={createdAt} /> },
  { term: text.facts.expires, value: expiresAt ? <Time at={expiresAt} /> : text.never },
  { term: text.facts.lastUsed, value: lastUsedAt ? <Time at={lastUsedAt} /> : text.neverUsed },
]

const Scopes = ({ of: { scopes, lapsedScopes, createdBy } }: { of: ApiKey }) => (
  <ul className={styles.list}>
    {scopes.map((scope) => {
      const [label, about] = permissionMessages.permissions[scope]
      const isLapsed = lapsedScopes.includes(scope)
      return (
        <li key={scope} className={isLapsed ? styles.lapsed : undefined}>
          <Icon of={isLapsed ? TriangleAlert : Check} size={18} />
          <span>
            <strong>{label}</strong> <span className={styles.explained}>{about}</span>
            {isLapsed && (
              <span className={styles.note}>
                {fill(text.lapsed, { name: createdBy.displayName })}
              </span>
            )}
          </span>
        </li>
      )
    })}
  </ul>
)

const Delete = ({ of: { id, name }, onClose }: { of: ApiKey; onClose: () => void }) => (
  <DeleteDialog
    name={name}
    words={text.delete}
    listPath={paths.apiKeys}
    send={() => tell<typeof deleteApiKey>('DELETE /api-keys/{id}', { params: { id } })}
    onDeleted={useAskAnew()}
    onClose={onClose}
  />
)
