import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { ClaimDomainDialog } from './claim-domain-dialog.tsx'
import styles from './connection-parts.module.css'
import { ConnectionSection } from './connection-section.tsx'
import { DomainRow } from './domain-row.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.domains

type Props = { connection: SsoConnection; onDone: (words: ReactNode) => void }

/** The domains whose users sign in with this provider, once each domain is verified. */
export function Domains({ connection, onDone }: Props) {
  const { name, domains } = connection
  const [isAdding, setAdding] = useState(false)
  return (
    <ConnectionSection title={text.title} about={fill(text.about, { name })}>
      {domains.length === 0 && <p className={styles.note}>{fill(text.none, { name })}</p>}
      <ul>
        {domains.map((domain) => (
          <DomainRow key={domain.domain} {...{ connection, domain, onDone }} />
        ))}
      </ul>
      <div className={styles.acts}>
        <Button icon={<Icon of={Plus} size={18} />} onClick={() => setAdding(true)}>
          {text.add}
        </Button>
      </div>
      {isAdding && (
        <ClaimDomainDialog
          connection={connection}
          onDone={(domain) => {
            setAdding(false)
            onDone(<Say text={text.added} values={{ domain }} />)
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </ConnectionSection>
  )
}
