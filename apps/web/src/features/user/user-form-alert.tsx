import { ErrorSummary, type Fault } from '../../ui/error-summary.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import type { UserForm } from './use-user-form.ts'
import styles from './user-form-alert.module.css'

type Props = {
  of: Pick<UserForm, 'alertRef' | 'problem' | 'submit'> & { readonly faults: readonly Fault[] }
}

/** Above the heading: why nothing was saved. The form moves the focus here. */
export function UserFormAlert({ of: { alertRef, faults, problem, submit } }: Props) {
  const isRefused = problem !== null || faults.length > 0
  return (
    <div ref={alertRef} role="alert" tabIndex={-1} className={isRefused ? styles.alert : undefined}>
      {problem && <ProblemBanner problem={problem} retry={submit} />}
      {faults.length > 0 && <ErrorSummary faults={faults} />}
    </div>
  )
}
