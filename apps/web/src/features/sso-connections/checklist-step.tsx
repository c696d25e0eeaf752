import { Check, CircleDashed, CircleX, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Shown } from '../../console-kit/message-status.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import steps from '../../console-kit/steps.module.css'
import { Icon } from '../../ui/icon.tsx'
import styles from './checklist.module.css'
import { checklistMessages } from './checklist-messages.ts'
import type { StepState } from './checklist-steps.ts'

const text = checklistMessages.states

type Props = {
  number: number
  state: StepState
  /** More than the state alone: when, or what it means here. */
  stateWords?: string
  title: string
  about: string
  children: ReactNode
}

/** One step: a node that says its state, what it is for, and beside it what to do. */
export function ChecklistStep({ number, state, stateWords, title, about, children }: Props) {
  const id = useId()
  return (
    <li className={`${steps.step} ${styles.step}`} data-tone={tones[state]}>
      <span className={`${steps.node} ${styles.node}`} aria-hidden="true">
        {state === 'done' && <Icon of={Check} size={15} />}
        {state === 'failed' && <Icon of={X} size={15} />}
        {(state === 'to-do' || state === 'optional') && number}
      </span>
      <section className={styles.body} aria-labelledby={id}>
        <div className={styles.what}>
          <h2 id={id} tabIndex={-1} className={styles.title}>
            {title}
          </h2>
          <StatusChip of={{ ...shown[state], words: stateWords ?? text[state] }} />
          <p className={styles.about}>{about}</p>
        </div>
        <div className={styles.act}>{children}</div>
      </section>
    </li>
  )
}

const shown: Readonly<Record<StepState, Omit<Shown, 'words'>>> = {
  'to-do': { tone: 'quiet', icon: CircleDashed },
  optional: { tone: 'quiet', icon: CircleDashed },
  done: { tone: 'good', icon: Check },
  failed: { tone: 'bad', icon: CircleX },
}

const tones = { done: 'good', failed: 'bad', 'to-do': undefined, optional: undefined } as const
