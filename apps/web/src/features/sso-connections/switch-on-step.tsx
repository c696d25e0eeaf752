import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { type ReactNode, useState } from 'react'
import { countWords } from '../../console-kit/count-words.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import styles from './checklist.module.css'
import { checklistMessages } from './checklist-messages.ts'
import { ChecklistStep } from './checklist-step.tsx'
import { nextStepOf, stepsOf } from './checklist-steps.ts'
import { SwitchOffDialog } from './switch-off-dialog.tsx'
import { SwitchOnDialog } from './switch-on-dialog.tsx'

const text = checklistMessages.switchOn

type Props = { connection: SsoConnection; onDone: (words: ReactNode) => void }

/** Offers the provider on the sign-in page. It can be switched on once a test has succeeded. */
export function SwitchOnStep({ connection, onDone }: Props) {
  const { name, enabled } = connection
  const [isAsking, setAsking] = useState(false)
  const ask = () => setAsking(true)
  const close = () => setAsking(false)
  const missing = enabled ? null : missingOf(connection)
  return (
    <ChecklistStep
      number={4}
      state={stepsOf(connection)['switch-on']}
      {...(enabled && { stateWords: checklistMessages.on })}
      title={text.title}
      about={fill(text.about, { name })}
    >
      <div className={styles.acts}>
        <Button
          look={nextStepOf(connection) === 'switch-on' ? 'primary' : 'secondary'}
          waiting={missing !== null}
          onClick={ask}
        >
          {enabled ? text.off : text.button}
        </Button>
        <p className={styles.note}>{missing ?? (enabled && usersWords(connection.userCount))}</p>
      </div>
      {isAsking && enabled && <SwitchOffDialog {...{ connection, onDone }} onClose={close} />}
      {isAsking && !enabled && <SwitchOnDialog {...{ connection, onDone }} onClose={close} />}
    </ChecklistStep>
  )
}

function missingOf(connection: SsoConnection): string | null {
  const { domain, test } = stepsOf(connection)
  if (domain !== 'done') return text.needsDomain
  return test === 'done' ? null : text.needsTest
}

const usersWords = (count: number): string => countWords(count, text.usersOne, text.users)
