import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { Time } from '../../console-kit/time.tsx'
import { fill } from '../../fill.ts'
import { ssoConnectionPath } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { ButtonAnchor } from '../../ui/button-anchor.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './connection-parts.module.css'
import { ConnectionSection } from './connection-section.tsx'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.test

/** Tests a sign-in at the provider and shows the last result. */
export function ConnectionTest({ connection }: { connection: SsoConnection }) {
  const { id, name, endpoints, lastTest } = connection
  const query = new URLSearchParams({ test: 'true', returnTo: ssoConnectionPath(id) })
  return (
    <ConnectionSection title={text.title} about={fill(text.about, { name })}>
      {lastTest ? (
        <Banner tone={lastTest.ok ? 'good' : 'bad'}>
          <Say text={lastTest.ok ? text.good : text.bad} values={{ detail: lastTest.detail }} />{' '}
          <span className={styles.result}>
            <Time at={lastTest.at} />
          </span>
        </Banner>
      ) : (
        <p className={styles.note}>{text.none}</p>
      )}
      <div className={styles.acts}>
        <ButtonAnchor href={`${endpoints.start}?${query}`}>{text.start}</ButtonAnchor>
      </div>
    </ConnectionSection>
  )
}
