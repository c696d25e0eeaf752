import { CircleAlert } from 'lucide-react'
import type { MouseEvent } from 'react'
import { messages } from '../messages.ts'
import styles from './error-summary.module.css'
import { Icon } from './icon.tsx'

/** `field` is the id of the faulty input; it is null if the words concern the whole form. */
export type Fault = { readonly field: string | null; readonly words: string }

/**
 * All errors in one place above the heading: one link per field, with the same words as the field.
 */
export function ErrorSummary({ faults }: { faults: readonly Fault[] }) {
  return (
    <div className={styles.summary}>
      <h2 className={styles.title}>
        <Icon of={CircleAlert} size={20} />
        {messages.problemTitle}
      </h2>
      <ul>
        {faults.map(({ field, words }) => (
          <li key={words}>{field ? <FieldLink field={field} words={words} /> : <p>{words}</p>}</li>
        ))}
      </ul>
    </div>
  )
}

/** Moves the focus itself and not by a fragment in the address, which may contain a token. */
function FieldLink({ field, words }: { field: string; words: string }) {
  const goToField = (event: MouseEvent) => {
    event.preventDefault()
    document.getElementById(field)?.focus()
  }
  return (
    <a href={`#${field}`} onClick={goToField}>
      {words}
    </a>
  )
}
