import type { Template } from '@rekey/contracts/messages'
import type { DisownOutcome, disownReset, inspectDisown } from '@rekey/contracts/password-reset'
import { useCallback, useState } from 'react'
import { call, type Problem } from '../../api.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { paths } from '../../paths.ts'
import { dropToken, useHeldToken } from '../../public-kit/held-token.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import DeadLink from './dead-link.tsx'
import { doneWords, notMeMessages as text, wordsFor } from './not-me-messages.ts'
import styles from './reset-page.module.css'

/**
 * `/not-me#{token}`: needs a press of a button, so mail scanners that open the link cancel nothing.
 */
export default function NotMePage() {
  const token = useHeldToken(paths.notMe)
  return token ? <Asked key={token} token={token} /> : <Dead />
}

const Dead = () => <DeadLink page={paths.notMe} reason="link" />

/** Asks first what the mail was about, because the button does something else for each kind. */
function Asked({ token }: { token: string }) {
  const ask = useCallback(
    () => call<typeof inspectDisown>('POST /password-resets/disown/inspect', { token }),
    [token],
  )
  const { body, problem, again } = useAnswer(ask)
  if (body) return <NotMe token={token} about={body.about} />
  if (problem?.code === 'reset-link-invalid') return <Dead />
  return (
    <Page
      title={text.loading}
      failed={problem !== null}
      alert={<ProblemAlert problem={problem} retry={again} />}
    >
      <div className={styles.asking} aria-busy={!problem} />
    </Page>
  )
}

function NotMe({ token, about }: { token: string; about: Template }) {
  const { outcome, problem, busy, stop } = useDisown(token)
  if (outcome) return <Done {...{ about, outcome }} />
  if (problem?.code === 'reset-link-invalid') return <Dead />
  const words = wordsFor(about)
  return (
    <Page
      title={words.title}
      failed={problem !== null}
      alert={<ProblemAlert problem={problem} retry={stop} />}
      lede={<p>{words.text}</p>}
    >
      <Button look="primary" busy={busy} busyLabel={words.busy} onClick={stop}>
        {words.submit}
      </Button>
    </Page>
  )
}

function Done({ about, outcome }: { about: Template; outcome: DisownOutcome }) {
  const isBlocked = outcome === 'blocked'
  return (
    <Page
      title={text.doneTitle}
      alert={
        <Notice>
          <Banner tone={isBlocked ? 'warning' : 'good'}>
            <Say text={doneWords(about, outcome)} />
          </Banner>
        </Notice>
      }
    >
      <ButtonLink to={paths.signIn} look={isBlocked ? 'primary' : 'secondary'}>
        {isBlocked ? text.reset : text.signIn}
      </ButtonLink>
    </Page>
  )
}

function useDisown(token: string) {
  const [outcome, setOutcome] = useState<DisownOutcome | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const stop = async () => {
    setBusy(true)
    const result = await call<typeof disownReset>('POST /password-resets/disown', { token })
    setBusy(false)
    if (!result.ok) return setProblem(result.problem)
    setOutcome(result.body.outcome)
    dropToken(paths.notMe)
    dropToken(paths.reset)
  }
  return { outcome, problem, busy, stop: () => void stop() }
}
