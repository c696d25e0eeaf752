import type { inspectReset } from '@rekey/contracts/password-reset'
import type { Answer } from '@rekey/contracts/route'
import { useCallback, useState } from 'react'
import { call } from '../../api.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { messages } from '../../messages.ts'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { DeadLink } from './dead-link.tsx'
import { dropToken, useHeldToken } from './held-token.ts'
import styles from './reset-page.module.css'
import { SetPasswordForm } from './set-password-form.tsx'
import type { SetPasswordEnd } from './use-set-password.ts'

export type Inspected = Answer<typeof inspectReset>

const text = messages.setPassword

/** `/reset#{token}`: opening it changes nothing, as often as you like. Link, code and Save do. */
export function ResetPage() {
  const token = useHeldToken('reset')
  return token ? <Reset key={token} token={token} /> : <DeadLink reason="link" />
}

function Reset({ token }: { token: string }) {
  const { inspected, problem, load } = useInspected(token)
  const [ended, setEnded] = useState<SetPasswordEnd | null>(null)

  if (ended === 'saved-for-app') {
    const words = (
      <p>
        <Say text={text.inApp} />
      </p>
    )
    return <Page title={text.inAppTitle} lede={words} />
  }
  if (ended || problem?.code === 'reset-link-invalid') {
    return <DeadLink reason={ended ?? 'link'} username={inspected?.username} />
  }
  if (!inspected) {
    return (
      <Page
        title={text.title}
        failed={problem !== null}
        alert={<ProblemAlert problem={problem} retry={load} />}
      >
        <div className={styles.loading} aria-busy={!problem} />
      </Page>
    )
  }
  const end = (how: SetPasswordEnd) => {
    dropToken('reset')
    setEnded(how)
  }
  return <SetPasswordForm token={token} inspected={inspected} onEnd={end} />
}

function useInspected(token: string) {
  const ask = useCallback(
    () => call<typeof inspectReset>('POST /password-resets/inspect', { token }),
    [token],
  )
  const { body: inspected, problem, again } = useAnswer(ask)
  return { inspected, problem, load: again }
}
