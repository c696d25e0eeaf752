import { useSearchParams } from 'react-router'
import { paths } from '../../paths.ts'
import { ButtonAnchor } from '../../ui/button-anchor.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { SupportLink } from '../../ui/support-link.tsx'
import { readFailure } from './read-failure.ts'
import styles from './sso.module.css'
import { ssoMessages } from './sso-messages.ts'

const text = ssoMessages.failed

/** `/sso/failed?reason=&connection=`: says why signing in with a provider failed and what to do. */
export function SsoFailedPage() {
  const { reason, startUrl, mayHelpAgain } = readFailure(useSearchParams()[0])
  const { title, text: words } = text[reason]
  const canTry = startUrl !== null && mayHelpAgain
  return (
    <Page
      title={title}
      lede={
        <>
          <p>{words}</p>
          <p>
            <Say
              text={mayHelpAgain ? text.ifAgain : text.ask}
              values={{ support: <SupportLink /> }}
            />
          </p>
        </>
      }
    >
      <div className={styles.actions}>
        {canTry && (
          <ButtonAnchor look="primary" href={startUrl}>
            {text.tryAgain}
          </ButtonAnchor>
        )}
        <ButtonLink to={paths.signIn} look={canTry ? 'secondary' : 'primary'}>
          {text.otherWay}
        </ButtonLink>
        {startUrl && !canTry && <ButtonAnchor href={startUrl}>{text.tryAgain}</ButtonAnchor>}
      </div>
    </Page>
  )
}
