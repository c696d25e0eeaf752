import type { Problem } from '../../api.ts'
import { ConsolePage } from '../../console-ui/console-page.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { BackLink } from './back-link.tsx'
import styles from './loading-user.module.css'
import { userMessages } from './user-messages.ts'
import { userPaths } from './user-paths.ts'

const lines = ['a', 'b', 'c', 'd', 'e', 'f']

/** Until a user is there: the shape of what comes, why it doesn't come, or that there is none. */
export function LoadingUser({ problem, again }: { problem: Problem | null; again: () => void }) {
  const back = <BackLink to={userPaths.users}>{userMessages.back}</BackLink>
  if (problem?.code === 'not-found' || problem?.code === 'bad-request') {
    return (
      <ConsolePage heading={userMessages.gone} back={back}>
        <p className={styles.text}>{userMessages.goneText}</p>
        <ButtonLink to={userPaths.users}>{userMessages.toUsers}</ButtonLink>
      </ConsolePage>
    )
  }
  if (problem) {
    return (
      <ConsolePage
        heading={userMessages.couldNotLoad}
        back={back}
        failed
        alert={<ProblemAlert problem={problem} retry={again} />}
      />
    )
  }
  return (
    <div aria-busy="true">
      {back}
      <h1 className={styles.heading}>{userMessages.loading}</h1>
      <div className={styles.lines} aria-hidden="true">
        {lines.map((line) => (
          <div key={line} className={styles.line} />
        ))}
      </div>
    </div>
  )
}
