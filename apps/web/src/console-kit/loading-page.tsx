import type { ReactNode } from 'react'
import type { Problem } from '../api.ts'
import { ProblemAlert } from '../ui/problem-alert.tsx'
import { ConsolePage } from './console-page.tsx'
import styles from './loading-page.module.css'

type Props = {
  words: Readonly<Record<'loading' | 'couldNotLoad' | 'gone' | 'goneText', string>>
  problem: Problem | null
  again: () => void
  back: ReactNode
  /** Where the user can go if the thing doesn't exist any more. */
  onward: ReactNode
}

const lines = ['a', 'b', 'c', 'd', 'e', 'f']

/**
 * Shown until the content of a page is loaded: a placeholder, an error, or a note that it is gone.
 */
export function LoadingPage({ words, problem, again, back, onward }: Props) {
  if (problem?.code === 'not-found' || problem?.code === 'bad-request') {
    return (
      <ConsolePage heading={words.gone} back={back}>
        <p className={styles.text}>{words.goneText}</p>
        {onward}
      </ConsolePage>
    )
  }
  if (problem) {
    return (
      <ConsolePage
        heading={words.couldNotLoad}
        back={back}
        failed
        alert={<ProblemAlert problem={problem} retry={again} />}
      />
    )
  }
  return (
    <div aria-busy="true">
      {back}
      <h1 className={styles.heading}>{words.loading}</h1>
      <div className={styles.lines} aria-hidden="true">
        {lines.map((line) => (
          <div key={line} className={styles.line} />
        ))}
      </div>
    </div>
  )
}
