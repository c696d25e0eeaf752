import type { addSsoEncryptionKey, SsoConnection } from '@rekey/contracts/sso-connections'
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { DialogProblem } from '../../console-kit/dialog-problem.tsx'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './connection-parts.module.css'
import { ConnectionSection } from './connection-section.tsx'
import { EncryptionKeyRow } from './encryption-key-row.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'
import { useConnectionAct } from './use-connection-act.ts'

const text = ssoConnectionsMessages.encryption

/** The same limit as on the server. */
const mostKept = 3

type Props = { connection: SsoConnection; onDone: (words: ReactNode) => void }

/** The keys for which a SAML provider encrypts. Older keys still decrypt until they are removed. */
export function EncryptionKeys({ connection, onDone }: Props) {
  const { id, name, encryptionCertificates: kept } = connection
  const act = useConnectionAct(
    () =>
      tell<typeof addSsoEncryptionKey>('POST /sso-connections/{id}/encryption-keys', {
        params: { id },
      }),
    () => onDone(<Say text={text.added} />),
  )
  const isFull = kept.length >= mostKept
  return (
    <ConnectionSection title={text.title} about={fill(text.about, { name })}>
      <ul>
        {kept.map((certificate, index) => (
          <EncryptionKeyRow
            key={certificate.fingerprint}
            {...{ connection, certificate, onDone }}
            isCurrent={index === 0}
          />
        ))}
      </ul>
      <div className={styles.acts}>
        {!isFull && (
          <Button icon={<Icon of={Plus} size={18} />} busy={act.busy} onClick={act.run}>
            {text.add}
          </Button>
        )}
        <p className={styles.note}>
          {kept.length === 0 ? text.none : isFull ? text.full : text.mayAdd}
        </p>
      </div>
      <DialogProblem problem={act.problem} retry={act.run} />
    </ConnectionSection>
  )
}
