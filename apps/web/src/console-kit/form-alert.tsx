import type { ReactNode, Ref } from 'react'
import type { Problem } from '../api.ts'
import { problemSentence } from '../problem-sentence.ts'
import { ErrorSummary, type Fault } from '../ui/error-summary.tsx'
import { ProblemBanner } from '../ui/problem-banner.tsx'
import styles from './form-alert.module.css'

type Props = {
  of: {
    readonly alertRef: Ref<HTMLDivElement>
    readonly problem: Problem | null
    readonly faults: readonly Fault[]
    readonly isRefused: boolean
    readonly run: () => void
  }
  /** Shown instead, if the screen has more to say. */
  children?: ReactNode
}

/** Above the heading: why nothing was saved. The form moves the focus here. */
export function FormAlert({ of: { alertRef, isRefused, ...why }, children }: Props) {
  return (
    <div ref={alertRef} role="alert" tabIndex={-1} className={isRefused ? styles.alert : undefined}>
      {children || (isRefused && <Why {...why} />)}
    </div>
  )
}

function Why({ faults, problem, run }: Pick<Props['of'], 'faults' | 'problem' | 'run'>) {
  if (!problem) return <ErrorSummary faults={faults} />
  const { sentence, unreachable } = problemSentence(problem)
  if (unreachable) return <ProblemBanner problem={problem} retry={run} />
  return <ErrorSummary faults={[{ field: null, words: sentence }]} />
}
