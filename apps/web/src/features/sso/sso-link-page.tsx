import type { showSsoLink } from '@rekey/contracts/sso'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { paths } from '../../paths.ts'
import type { Asked } from '../../public-kit/ask-for-reset.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { LinkByPassword } from './link-by-password.tsx'
import { LinkSent } from './link-sent.tsx'
import styles from './sso.module.css'
import { ssoMessages } from './sso-messages.ts'

const text = ssoMessages.link

const ask = () => call<typeof showSsoLink>('GET /sso-links/current')

/**
 * `/sso/link`: a user came from a provider for the first time, and an account with the same address
 * exists. The cookie of this browser identifies the account.
 */
export function SsoLinkPage() {
  const { body: link, problem, again } = useAnswer(ask)
  const [isGone, setGone] = useState(false)
  const [sent, setSent] = useState<Asked | null>(null)
  const leave = () => setGone(true)
  if (isGone || problem?.code === 'not-found') return <Gone />
  if (!link) {
    return (
      <Page
        title={text.title}
        failed={problem !== null}
        alert={<ProblemAlert problem={problem} retry={again} />}
      >
        <div className={styles.loading} aria-busy={!problem} />
      </Page>
    )
  }
  if (sent) return <LinkSent link={link} sent={sent} onPassword={() => setSent(null)} />
  return <LinkByPassword link={link} onSent={setSent} onGone={leave} />
}

const Gone = () => (
  <Page title={ssoMessages.gone.title} lede={<p>{ssoMessages.gone.text}</p>}>
    <ButtonLink to={paths.signIn}>{ssoMessages.signIn}</ButtonLink>
  </Page>
)
