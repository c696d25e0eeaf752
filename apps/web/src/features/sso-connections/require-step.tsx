import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { type ReactNode, useState } from 'react'
import { countWords } from '../../console-kit/count-words.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import styles from './checklist.module.css'
import { checklistMessages } from './checklist-messages.ts'
import { ChecklistStep } from './checklist-step.tsx'
import { stepsOf } from './checklist-steps.ts'
import { RequireDialog } from './require-dialog.tsx'
import { usePreview } from './use-preview.ts'

const text = checklistMessages.require

type Props = { connection: SsoConnection; onDone: (words: ReactNode) => void }

/** Makes the provider the only way in for its domains. This step may be left out. */
export function RequireStep({ connection, onDone }: Props) {
  const { name, enabled, required } = connection
  const [isAsking, setAsking] = useState(false)
  const { data } = usePreview(connection)
  return (
    <ChecklistStep
      number={5}
      state={stepsOf(connection).require}
      {...(required && { stateWords: checklistMessages.required })}
      title={text.title}
      about={text.about}
    >
      <div className={styles.acts}>
        <Button waiting={!enabled && !required} onClick={() => setAsking(true)}>
          {required ? text.stop : text.button}
        </Button>
        {!required && (
          <p className={styles.note}>
            {data && effectOf(data.userCount)} {!enabled && fill(text.needsOn, { name })}
          </p>
        )}
      </div>
      {isAsking && <RequireDialog {...{ connection, onDone }} onClose={() => setAsking(false)} />}
    </ChecklistStep>
  )
}

function effectOf(userCount: number): string {
  if (userCount === 0) return text.nobody
  return countWords(userCount, text.one, text.many)
}
