import type { inspectSsoLink } from '@rekey/contracts/sso'
import { useCallback, useState } from 'react'
import { call } from '../../api.ts'
import { fill } from '../../fill.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import type { DeadReason } from '../../public-kit/dead-reason.ts'
import { dropToken, useHeldToken } from '../../public-kit/held-token.ts'
import { PasteLink } from '../../public-kit/paste-link.tsx'
import { startAddress } from '../../public-kit/start-address.ts'
import { ButtonAnchor } from '../../ui/button-anchor.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { LinkByCode } from './link-by-code.tsx'
import styles from './sso.module.css'
import { ssoMessages } from './sso-messages.ts'
import type { LinkEnd, Linked } from './use-link-by-code.ts'

/**
 * `/sso/link/code#{token}`: from the mail, on any device. Only the code with the link changes
 * something, not opening it.
 */
export function SsoLinkCodePage() {
  const token = useHeldToken(paths.ssoLinkCode)
  return token ? <MailedLink key={token} token={token} /> : <Dead reason="link" />
}

function MailedLink({ token }: { token: string }) {
  const ask = useCallback(
    () => call<typeof inspectSsoLink>('POST /sso-links/inspect', { token }),
    [token],
  )
  const { body: inspected, problem, again } = useAnswer(ask)
  const [ended, setEnded] = useState<LinkEnd | null>(null)
  if (ended && typeof ended === 'object') return <Done linked={ended} />
  if (ended || problem?.code === 'reset-link-invalid') return <Dead reason={ended ?? 'link'} />
  if (!inspected) {
    return (
      <Page
        title={ssoMessages.link.title}
        failed={problem !== null}
        alert={<ProblemAlert problem={problem} retry={again} />}
      >
        <div className={styles.loading} aria-busy={!problem} />
      </Page>
    )
  }
  const end = (how: LinkEnd) => {
    dropToken(paths.ssoLinkCode)
    setEnded(how)
  }
  return <LinkByCode token={token} inspected={inspected} onEnd={end} />
}

function Done({ linked: { username, connectionName: provider, startUrl } }: { linked: Linked }) {
  return (
    <Page
      title={ssoMessages.code.done}
      lede={
        <p>
          <Say text={ssoMessages.code.doneText} values={{ username, provider }} />
        </p>
      }
    >
      <div className={styles.actions}>
        <ButtonAnchor look="primary" href={startAddress(startUrl, { username })}>
          {fill(messages.signIn.continueWith, { name: provider })}
        </ButtonAnchor>
      </div>
    </Page>
  )
}

const text = ssoMessages.dead

/** The same answer for every cause except too many wrong codes. */
function Dead({ reason }: { reason: DeadReason }) {
  const isLink = reason === 'link'
  return (
    <Page
      title={isLink ? text.title : text.tooManyTitle}
      lede={<p>{isLink ? text.text : text.tooManyText}</p>}
    >
      <div className={styles.actions}>
        <ButtonLink to={paths.signIn}>{ssoMessages.signIn}</ButtonLink>
      </div>
      {isLink && <PasteLink page={paths.ssoLinkCode} />}
    </Page>
  )
}
