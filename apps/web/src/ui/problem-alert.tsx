import type { Problem } from '../api.ts'
import styles from './form-alert.module.css'
import { ProblemBanner } from './problem-banner.tsx'

/** Above the heading of a screen without a form: the error of a request that a button sent. */
export function ProblemAlert({ problem, retry }: { problem: Problem | null; retry: () => void }) {
  return (
    <div role="alert" className={problem ? styles.alert : undefined}>
      {problem && <ProblemBanner problem={problem} retry={retry} />}
    </div>
  )
}
