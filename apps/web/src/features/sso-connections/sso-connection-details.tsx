import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { type ReactNode, useState } from 'react'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Certificates } from './certificates.tsx'
import { ConnectionMenu } from './connection-menu.tsx'
import { ConnectionSettings } from './connection-settings.tsx'
import { switchOf } from './connection-status.ts'
import { ConnectionTest } from './connection-test.tsx'
import { Domains } from './domains.tsx'
import { EncryptionKeys } from './encryption-keys.tsx'
import { ProviderNeeds } from './provider-needs.tsx'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import { SwitchOnDialog } from './switch-on-dialog.tsx'

type Props = {
  connection: SsoConnection
  done: ReactNode
  onDone: (words: ReactNode) => void
}

/**
 * A provider's page, in the order of setting it up: its values, domains, a test, and then the rest.
 */
export function SsoConnectionDetails({ connection, done, onDone }: Props) {
  const [isSwitching, setSwitching] = useState(false)
  return (
    <ConsolePage
      heading={connection.name}
      back={<BackLink to={paths.ssoConnections}>{text.back}</BackLink>}
      beside={<StatusChip of={switchOf(connection)} isBoxed />}
      actions={
        <>
          {!connection.enabled && (
            <Button look="primary" onClick={() => setSwitching(true)}>
              {text.switchOn.button}
            </Button>
          )}
          <ConnectionMenu connection={connection} onDone={onDone} />
        </>
      }
      notice={
        done && (
          <DoneBanner closeLabel={text.close} onClose={() => onDone(null)}>
            {done}
          </DoneBanner>
        )
      }
    >
      <ProviderNeeds connection={connection} />
      <Domains connection={connection} onDone={onDone} />
      <ConnectionTest connection={connection} />
      <ConnectionSettings connection={connection} />
      {connection.protocol === 'saml' && (
        <>
          <Certificates connection={connection} onDone={onDone} />
          <EncryptionKeys connection={connection} onDone={onDone} />
        </>
      )}
      {isSwitching && (
        <SwitchOnDialog
          connection={connection}
          onDone={onDone}
          onClose={() => setSwitching(false)}
        />
      )}
    </ConsolePage>
  )
}
