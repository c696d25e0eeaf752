import type { Ref } from 'react'
import type { Problem } from '../api.ts'
import { ErrorSummary, type Fault } from '../ui/error-summary.tsx'
import { ProblemBanner } from '../ui/problem-banner.tsx'
import styles from './form-alert.module.css'

type Props = {
  of: {
    readonly alertRef: Ref<HTMLDivElement>
    readonly problem: Problem | null
    readonly faults: readonly Fault[]
    readonly submit: () => void
  }
}

/** Above the heading: why nothing was saved. The form moves the focus here. */
export function FormAlert({ of: { alertRef, faults, problem, submit } }: Props) {
  const isRefused = problem !== null || faults.length > 0
  return (
    <div ref={alertRef} role="alert" tabIndex={-1} className={isRefused ? styles.alert : undefined}>
      {problem && <ProblemBanner problem={problem} retry={submit} />}
      {faults.length > 0 && <ErrorSummary faults={faults} />}
    </div>
  )
}
