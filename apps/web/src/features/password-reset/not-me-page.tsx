import type { disownReset } from '@rekey/contracts/password-reset'
import type { Answer } from '@rekey/contracts/route'
import { useState } from 'react'
import { call, type Problem } from '../../api.ts'
import { paths } from '../../paths.ts'
import { dropToken, useHeldToken } from '../../public-kit/held-token.ts'
import { linkMessages } from '../../public-kit/link-messages.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import DeadLink from './dead-link.tsx'

const text = linkMessages.notMe

type Outcome = Answer<typeof disownReset>['outcome']

/**
 * `/not-me#{token}`: needs a press of a button, so mail scanners that open the link cancel nothing.
 */
export default function NotMePage() {
  const token = useHeldToken(paths.notMe)
  return <NotMe key={token} token={token} />
}

function NotMe({ token }: { token: string | null }) {
  const { outcome, problem, busy, stop } = useDisown(token)
  if (outcome) return <Done outcome={outcome} />
  if (!token || problem?.code === 'reset-link-invalid')
    return <DeadLink page={paths.notMe} reason="link" />
  return (
    <Page
      title={text.title}
      failed={problem !== null}
      alert={<ProblemAlert problem={problem} retry={stop} />}
      lede={<p>{text.text}</p>}
    >
      <Button look="primary" busy={busy} busyLabel={text.busy} onClick={stop}>
        {text.submit}
      </Button>
    </Page>
  )
}

const tones = {
  stopped: 'good',
  blocked: 'warning',
  unlinked: 'good',
  'signed-out': 'good',
  'caller-refused': 'good',
  'address-removed': 'good',
  recorded: 'good',
} as const

function Done({ outcome }: { outcome: Outcome }) {
  const isBlocked = outcome === 'blocked'
  return (
    <Page
      title={text.doneTitle}
      alert={
        <Notice>
          <Banner tone={tones[outcome]}>
            <Say text={text[outcome]} />
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

function useDisown(token: string | null) {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const stop = async () => {
    if (!token) return
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
