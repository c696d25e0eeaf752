import { ButtonLink } from '../ui/button-link.tsx'
import { ProblemAlert } from '../ui/problem-alert.tsx'
import { problemOf } from './ask.ts'
import { BackLink } from './back-link.tsx'
import { ConsolePage } from './console-page.tsx'
import styles from './loading-page.module.css'

/** A query for the content of a page. */
export type Loading = { readonly error: unknown; readonly refetch: () => unknown }

type Props = {
  words: Readonly<Record<'loading' | 'couldNotLoad' | 'gone' | 'goneText', string>>
  of: Loading
  /** The screen above this one, and the words of the links there. */
  up?: { readonly to: string; readonly back: string; readonly onward: string }
}

const lines = ['a', 'b', 'c', 'd', 'e', 'f']

/**
 * Shown until the content of a page is loaded: a placeholder, an error, or a note that it is gone.
 */
export function LoadingPage({ words, of: { error, refetch }, up }: Props) {
  const problem = problemOf(error)
  const back = up && <BackLink to={up.to}>{up.back}</BackLink>
  if (problem?.code === 'not-found' || problem?.code === 'bad-request') {
    return (
      <ConsolePage heading={words.gone} back={back}>
        <p className={styles.text}>{words.goneText}</p>
        {up && <ButtonLink to={up.to}>{up.onward}</ButtonLink>}
      </ConsolePage>
    )
  }
  if (problem) {
    return (
      <ConsolePage
        heading={words.couldNotLoad}
        back={back}
        failed
        alert={<ProblemAlert problem={problem} retry={() => void refetch()} />}
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
