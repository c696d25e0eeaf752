import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { RefreshCw } from 'lucide-react'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { ssoConnectionPath } from '../../paths.ts'
import { ButtonAnchor } from '../../ui/button-anchor.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './checklist.module.css'
import { checklistMessages } from './checklist-messages.ts'
import { ChecklistStep } from './checklist-step.tsx'
import { nextStepOf, stepsOf } from './checklist-steps.ts'
import { TestFailure } from './test-failure.tsx'

const text = checklistMessages.test

/** Tests a sign-in at the provider and shows the last result. */
export function TestStep({ connection }: { connection: SsoConnection }) {
  const { id, name, endpoints, lastTest } = connection
  const query = new URLSearchParams({ test: 'true', returnTo: ssoConnectionPath(id) })
  const start = (
    <ButtonAnchor
      href={`${endpoints.start}?${query}`}
      look={nextStepOf(connection) === 'test' ? 'primary' : 'secondary'}
    >
      {lastTest && <Icon of={RefreshCw} size={18} />}
      {lastTest ? text.again : text.start}
    </ButtonAnchor>
  )
  return (
    <ChecklistStep
      number={3}
      state={stepsOf(connection).test}
      {...(lastTest && { stateWords: stateWords(lastTest) })}
      title={text.title}
      about={fill(text.about, { name })}
    >
      {lastTest && !lastTest.ok ? (
        <TestFailure connection={connection} test={lastTest} again={start} />
      ) : (
        <div className={styles.acts}>
          {start}
          <p className={styles.note}>{lastTest ? text.good : fill(text.stuck, { name })}</p>
        </div>
      )}
    </ChecklistStep>
  )
}

function stateWords({ ok, at }: NonNullable<SsoConnection['lastTest']>): string {
  const time = inSentence(dayAndTime(new Date(at)))
  return fill(ok ? checklistMessages.doneAt : checklistMessages.failedAt, { time })
}
