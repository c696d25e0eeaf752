import { lazy, useCallback, useState } from 'react'
import { type News, useOtherTabs } from '../../hooks/other-tabs.ts'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { dropToken, useHeldToken } from '../../public-kit/held-token.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './reset-page.module.css'
import { SetPassword } from './set-password-form.tsx'
import { useInspected } from './use-inspected.ts'
import type { SetPasswordEnd } from './use-save-reset.ts'

// Load this page on demand, as few users see it.
const DeadLink = lazy(() => import('./dead-link.tsx'))

const text = messages.setPassword

/**
 * `/reset#{token}`: opening the link changes nothing, however often. Only Save with the code does.
 */
export function ResetPage() {
  const token = useHeldToken(paths.reset)
  return token ? <Reset key={token} token={token} /> : <DeadLink page={paths.reset} reason="link" />
}

function Reset({ token }: { token: string }) {
  const { inspected, problem, load } = useInspected(token)
  const [ended, setEnded] = useState<SetPasswordEnd | null>(null)
  useOtherTabs(
    useCallback(
      (news: News) => {
        if (news.what === 'reset-saved' && news.token === token) setEnded('saved-in-other-tab')
      },
      [token],
    ),
  )

  if (ended === 'saved-for-app' || ended === 'saved-in-other-tab') return <Saved how={ended} />
  if (ended || problem?.code === 'reset-link-invalid') {
    return <DeadLink page={paths.reset} reason={ended ?? 'link'} />
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
    dropToken(paths.reset)
    setEnded(how)
  }
  return <SetPassword token={token} inspected={inspected} onAsked={load} onEnd={end} />
}

/** The confirmation that the password is saved, if the sign-in page doesn't open by itself. */
function Saved({ how }: { how: 'saved-for-app' | 'saved-in-other-tab' }) {
  const isInApp = how === 'saved-for-app'
  const words = (
    <p>
      <Say text={isInApp ? text.inApp : text.inOtherTab} />
    </p>
  )
  return (
    <Page title={text.inAppTitle} lede={words}>
      {!isInApp && <ButtonLink to={paths.signIn}>{messages.signIn.title}</ButtonLink>}
    </Page>
  )
}
