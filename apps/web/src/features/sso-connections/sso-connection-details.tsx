import type { SsoConnection } from '@rekey/contracts/sso-connections'
import type { ReactNode } from 'react'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import steps from '../../console-kit/steps.module.css'
import { paths } from '../../paths.ts'
import { AddressStep } from './address-step.tsx'
import styles from './checklist.module.css'
import { checklistMessages } from './checklist-messages.ts'
import { progressWords } from './checklist-steps.ts'
import { ConnectionMenu } from './connection-menu.tsx'
import { switchOf } from './connection-status.ts'
import { DomainStep } from './domain-step.tsx'
import { MoreSettings } from './more-settings.tsx'
import { RequireStep } from './require-step.tsx'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import { SwitchOnStep } from './switch-on-step.tsx'
import { TestStep } from './test-step.tsx'

const listStyle = `${steps.steps} ${styles.steps}`

type Props = {
  connection: SsoConnection
  done: ReactNode
  onDone: (words: ReactNode) => void
}

/** A provider's page: a checklist from its address to the required sign-in, then the settings. */
export function SsoConnectionDetails({ connection, done, onDone }: Props) {
  return (
    <ConsolePage
      heading={connection.name}
      isName
      back={<BackLink to={paths.ssoConnections}>{text.back}</BackLink>}
      beside={<StatusChip of={switchOf(connection)} isBoxed />}
      actions={<ConnectionMenu connection={connection} onDone={onDone} />}
      notice={
        done && (
          <DoneBanner closeLabel={text.close} onClose={() => onDone(null)}>
            {done}
          </DoneBanner>
        )
      }
    >
      <p className={styles.progress}>{progressWords(connection)}</p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without markers. */}
      <ol role="list" className={listStyle} aria-label={checklistMessages.list}>
        <AddressStep connection={connection} />
        <DomainStep connection={connection} onDone={onDone} />
        <TestStep connection={connection} />
        <SwitchOnStep connection={connection} onDone={onDone} />
        <RequireStep connection={connection} onDone={onDone} />
      </ol>
      <MoreSettings connection={connection} onDone={onDone} />
    </ConsolePage>
  )
}
