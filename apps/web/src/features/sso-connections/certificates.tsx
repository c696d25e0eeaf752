import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { AddCertificateDialog } from './add-certificate-dialog.tsx'
import { CertificateRow } from './certificate-row.tsx'
import styles from './connection-parts.module.css'
import { ConnectionSection } from './connection-section.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.certificates

/** The same limit as in the contract. */
const mostKept = 4

type Props = { connection: SsoConnection; onDone: (words: ReactNode) => void }

/**
 * The certificates with which a SAML provider signs. Add the next one before the provider switches.
 */
export function Certificates({ connection, onDone }: Props) {
  const { name, certificates } = connection
  const [isAdding, setAdding] = useState(false)
  const isFull = certificates.length >= mostKept
  return (
    <ConnectionSection title={text.title} about={fill(text.about, { name })}>
      <ul>
        {certificates.map((certificate) => (
          <CertificateRow key={certificate.fingerprint} {...{ connection, certificate, onDone }} />
        ))}
      </ul>
      <div className={styles.acts}>
        {!isFull && (
          <Button icon={<Icon of={Plus} size={18} />} onClick={() => setAdding(true)}>
            {text.add}
          </Button>
        )}
        <p className={styles.note}>{isFull ? text.full : text.mayAdd}</p>
      </div>
      {isAdding && (
        <AddCertificateDialog
          connection={connection}
          onDone={() => {
            setAdding(false)
            onDone(<Say text={text.added} />)
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </ConnectionSection>
  )
}
