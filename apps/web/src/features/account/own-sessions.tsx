import { useEffect, useRef } from 'react'
import { fill } from '../../fill.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { accountMessages as text } from './account-messages.ts'
import pageStyles from './account-page.module.css'
import { OwnSessionRow } from './own-session-row.tsx'
import styles from './own-sessions.module.css'
import { SignInFirst } from './sign-in-first.tsx'
import { type Ended, mostShown, useOwnSessions } from './use-own-sessions.ts'

/**
 * Lists the user's sessions with device and time. Buttons end one or all others at once, without
 * asking.
 */
export function OwnSessions({ provider }: { provider: string | undefined }) {
  const { list, problem, retry, busy, ended, endOne, endOthers } = useOwnSessions()
  const heading = useRef<HTMLHeadingElement>(null)
  // The pressed button is gone, so move the focus to the section's heading, above the result.
  useEffect(() => {
    if (ended) heading.current?.focus()
  }, [ended])
  if (problem?.code === 'not-signed-in') return <SignInFirst />
  const others = list?.items.filter(({ current }) => !current) ?? []
  return (
    <section className={pageStyles.section} aria-busy={!list}>
      <h2 ref={heading} tabIndex={-1} className={pageStyles.heading}>
        {text.sessions}
      </h2>
      <ProblemAlert problem={problem} retry={retry} />
      <div role="status" className={styles.result}>
        {ended && (
          <Banner tone="good">
            <EndedWords {...ended} />
          </Banner>
        )}
      </div>
      {!list && !problem && <p className={styles.quiet}>{text.loading}</p>}
      <ul>
        {list?.items.map((session) => (
          <OwnSessionRow
            key={session.id}
            {...{ session, provider }}
            busy={busy === session.id}
            onEnd={endOne}
          />
        ))}
      </ul>
      {list?.nextCursor && (
        <p className={styles.quiet}>{fill(text.newestOnly, { count: mostShown })}</p>
      )}
      {others.length > 0 && (
        <div className={styles.all}>
          <Button busy={busy === 'others'} busyLabel={text.ending} onClick={endOthers}>
            {text.endOthers}
          </Button>
        </div>
      )}
    </section>
  )
}

function EndedWords({ device, count }: Ended) {
  if (device !== null) return <Say text={text.ended} values={{ device }} />
  if (count === 0) return <Say text={text.endedNone} />
  return count === 1 ? (
    <Say text={text.endedOne} />
  ) : (
    <Say text={text.endedMany} values={{ count }} />
  )
}
