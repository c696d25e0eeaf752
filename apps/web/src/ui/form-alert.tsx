import { unreachable } from '../api.ts'
import type { Form } from '../hooks/use-form.ts'
import { ErrorSummary, type Fault } from './error-summary.tsx'
import styles from './form-alert.module.css'
import { ProblemBanner } from './problem-banner.tsx'

/** Above the heading: why the last submit was refused. The form moves the focus here. */
export function FormAlert<F extends string>({ form }: { form: Form<F> }) {
  const { refusal, alertRef, retry } = form
  return (
    <div ref={alertRef} role="alert" tabIndex={-1} className={refusal ? styles.alert : undefined}>
      {refusal?.unreachable && <ProblemBanner problem={unreachable} retry={retry} />}
      {refusal && !refusal.unreachable && <ErrorSummary faults={faultsOf(form)} />}
    </div>
  )
}

/** The current errors of the fields, in the same words. */
function faultsOf<F extends string>({ fields, errors, refusal }: Form<F>): Fault[] {
  const faults: Fault[] = refusal?.words ? [{ field: null, words: refusal.words }] : []
  for (const field of fields) {
    const words = errors[field]
    if (words) faults.push({ field, words })
  }
  return faults
}
