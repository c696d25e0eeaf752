import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { useState } from 'react'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './checklist.module.css'
import { checklistMessages } from './checklist-messages.ts'
import { guessProvider, type ProviderKind, providerKinds } from './guess-provider.ts'

const text = checklistMessages.address

/** Where the addresses belong in the provider's own screens. */
export function WhereToClick({ connection }: { connection: SsoConnection }) {
  const [kind, setKind] = useState<ProviderKind>(() => guessProvider(connection))
  const name = kind === 'other' ? connection.name : text.providers[kind]
  return (
    <div className={styles.clicks}>
      <h3>{fill(text.where, { name })}</h3>
      <ol>
        {checklistMessages.clicks[kind][connection.protocol].map((click) => (
          <li key={click}>
            <Say text={click} />
          </li>
        ))}
      </ol>
      <p className={styles.others}>
        {text.other}
        {providerKinds
          .filter((each) => each !== kind)
          .map((each) => (
            <Button key={each} look="quiet" onClick={() => setKind(each)}>
              {text.otherNames[each]}
            </Button>
          ))}
      </p>
    </div>
  )
}
