import type { removeSsoEncryptionKey, SsoConnection } from '@rekey/contracts/sso-connections'
import { Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { CopyButton } from '../../console-kit/copy-button.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import hidden from '../../ui/hidden.module.css'
import { Say, Whole } from '../../ui/say.tsx'
import { ConfirmOnConnection } from './confirm-on-connection.tsx'
import styles from './connection-parts.module.css'
import { encryptionUseOf, shownFingerprint } from './connection-status.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.encryption

type Props = {
  connection: SsoConnection
  certificate: SsoConnection['encryptionCertificates'][number]
  onDone: (words: ReactNode) => void
}

/** The current key can't be removed until there is a new one. */
export function EncryptionKeyRow({ isCurrent, ...props }: Props & { isCurrent: boolean }) {
  const [isRemoving, setRemoving] = useState(false)
  const { fingerprint, pem } = props.certificate
  const start = fingerprint.slice(0, 8)
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.code}>
          <span className={hidden.hidden}>{ssoConnectionsMessages.certificates.fingerprint} </span>
          <Whole word={shownFingerprint(fingerprint)} />
        </span>
        <StatusChip of={encryptionUseOf(isCurrent)} />
        {isCurrent ? (
          <CopyButton value={pem} label={fill(text.download, { fingerprint: start })} />
        ) : (
          <Button
            look="quiet"
            className={styles.quiet ?? ''}
            aria-label={fill(text.remove.buttonOf, { fingerprint: start })}
            onClick={() => setRemoving(true)}
          >
            {text.remove.button}
          </Button>
        )}
      </div>
      {isRemoving && <Remove {...props} onClose={() => setRemoving(false)} />}
    </li>
  )
}

function Remove({ connection, certificate, onDone, onClose }: Props & { onClose: () => void }) {
  const { id, name } = connection
  const { fingerprint } = certificate
  return (
    <ConfirmOnConnection
      title={text.remove.title}
      words={{ ...text.remove, text: fill(text.remove.text, { name }) }}
      icon={Trash2}
      send={() =>
        tell<typeof removeSsoEncryptionKey>(
          'DELETE /sso-connections/{id}/encryption-keys/{fingerprint}',
          { params: { id, fingerprint } },
        )
      }
      done={<Say text={text.remove.done} />}
      {...{ onDone, onClose }}
    />
  )
}
