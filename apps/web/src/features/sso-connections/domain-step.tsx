import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './checklist.module.css'
import { checklistMessages } from './checklist-messages.ts'
import { ChecklistStep } from './checklist-step.tsx'
import { nextStepOf, stepsOf } from './checklist-steps.ts'
import { ClaimDomainDialog } from './claim-domain-dialog.tsx'
import { DomainRow } from './domain-row.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.domains

type Props = { connection: SsoConnection; onDone: (words: ReactNode) => void }

/** The domains whose users sign in with this provider, once each domain is verified. */
export function DomainStep({ connection, onDone }: Props) {
  const { name, domains } = connection
  const [isAdding, setAdding] = useState(false)
  const state = stepsOf(connection).domain
  const isNext = nextStepOf(connection) === 'domain'
  return (
    <ChecklistStep
      number={2}
      state={state}
      {...(state === 'done' && { stateWords: checklistMessages.verified })}
      title={checklistMessages.domain.title}
      about={fill(checklistMessages.domain.about, { name })}
    >
      {domains.length === 0 && <p className={styles.note}>{fill(text.none, { name })}</p>}
      <ul>
        {domains.map((domain, index) => (
          <DomainRow
            key={domain.domain}
            {...{ connection, domain, onDone }}
            isNext={isNext && index === 0}
          />
        ))}
      </ul>
      <div className={styles.acts}>
        <Button
          look={isNext && domains.length === 0 ? 'primary' : 'secondary'}
          icon={<Icon of={Plus} size={18} />}
          onClick={() => setAdding(true)}
        >
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
    </ChecklistStep>
  )
}
