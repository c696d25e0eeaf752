import type { changeSsoConnection, SsoConnection } from '@rekey/contracts/sso-connections'
import { Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import hidden from '../../ui/hidden.module.css'
import { Say, Whole } from '../../ui/say.tsx'
import { ConfirmOnConnection } from './confirm-on-connection.tsx'
import styles from './connection-parts.module.css'
import { shownFingerprint, validityOf } from './connection-status.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.certificates

type Props = {
  connection: SsoConnection
  certificate: SsoConnection['certificates'][number]
  onDone: (words: ReactNode) => void
}

/**
 * Shows the certificate's fingerprint, as the provider does. The last certificate can't be removed.
 */
export function CertificateRow({ connection, certificate, onDone }: Props) {
  const [isRemoving, setRemoving] = useState(false)
  const { fingerprint, validUntil } = certificate
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.code}>
          <span className={hidden.hidden}>{text.fingerprint} </span>
          <Whole word={shownFingerprint(fingerprint)} />
        </span>
        <StatusChip of={validityOf(validUntil)} />
        {connection.certificates.length > 1 && (
          <Button
            look="quiet"
            className={styles.quiet ?? ''}
            aria-label={fill(text.remove.buttonOf, { fingerprint: fingerprint.slice(0, 8) })}
            onClick={() => setRemoving(true)}
          >
            {text.remove.button}
          </Button>
        )}
      </div>
      {isRemoving && (
        <Remove {...{ connection, certificate, onDone }} onClose={() => setRemoving(false)} />
      )}
    </li>
  )
}

function Remove({ connection, certificate, onDone, onClose }: Props & { onClose: () => void }) {
  const { id, name, certificates } = connection
  const kept = certificates.filter(({ fingerprint }) => fingerprint !== certificate.fingerprint)
  return (
    <ConfirmOnConnection
      title={text.remove.title}
      words={{ ...text.remove, text: fill(text.remove.text, { name }) }}
      icon={Trash2}
      send={() =>
        tell<typeof changeSsoConnection>('PATCH /sso-connections/{id}', {
          params: { id },
          body: { certificates: kept.map(({ pem }) => pem) },
        })
      }
      done={<Say text={text.remove.done} />}
      {...{ onDone, onClose }}
    />
  )
}
