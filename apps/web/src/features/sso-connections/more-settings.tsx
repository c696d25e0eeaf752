import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Certificates } from './certificates.tsx'
import styles from './checklist.module.css'
import { checklistMessages as text } from './checklist-messages.ts'
import { ConnectionSettings } from './connection-settings.tsx'
import { EncryptionKeys } from './encryption-keys.tsx'

type Props = { connection: SsoConnection; onDone: (words: ReactNode) => void }

/** What was entered for the provider, and its keys. Rarely needed, so it starts closed. */
export function MoreSettings({ connection, onDone }: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.settings}>
      <div className={styles.disclosure}>
        <h2 id="more-settings">{text.settings}</h2>
        <Button
          look="quiet"
          className={isOpen ? (styles.isOpen ?? '') : ''}
          aria-expanded={isOpen}
          aria-describedby="more-settings"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? text.hide : text.show} <Icon of={ChevronDown} size={16} />
        </Button>
      </div>
      {isOpen && (
        <>
          <ConnectionSettings connection={connection} />
          {connection.protocol === 'saml' && (
            <>
              <Certificates connection={connection} onDone={onDone} />
              <EncryptionKeys connection={connection} onDone={onDone} />
            </>
          )}
        </>
      )}
    </div>
  )
}
