import { useOutletContext } from 'react-router'
import { paths } from '../../paths.ts'
import { usePasswordChanged } from '../../public-kit/set-password-state.ts'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import { Banner } from '../../ui/banner.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Say } from '../../ui/say.tsx'
import { accountMessages as text } from './account-messages.ts'
import styles from './account-page.module.css'
import { changePasswordMessages } from './change-password-messages.ts'
import { OwnFactors } from './own-factors.tsx'
import { OwnRecoveryAddresses } from './own-recovery-addresses.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { PasswordElsewhere } from './password-elsewhere.tsx'

/** `/account`: the user's own details, the link to change the password, and the active sessions. */
export default function AccountPage() {
  const { user, signsInWith } = useOutletContext<CurrentSession>()
  return (
    <Page title={text.title} alert={<PasswordChanged />}>
      <WhoIAm user={user} />
      <section className={styles.section}>
        <h2 className={styles.heading}>{text.password}</h2>
        {signsInWith ? (
          <PasswordElsewhere provider={signsInWith} />
        ) : (
          <ButtonLink to={paths.changePassword}>{text.change}</ButtonLink>
        )}
      </section>
      <OwnFactors />
      <OwnRecoveryAddresses />
      <OwnSessions provider={signsInWith?.name} />
    </Page>
  )
}

function WhoIAm({ user }: Pick<CurrentSession, 'user'>) {
  const facts = [
    [text.name, user.displayName],
    [text.username, user.username],
    [text.kind, text.kinds[user.kind]],
    [text.role, user.role.name],
  ] as const
  return (
    <dl className={styles.facts}>
      {facts.map(([term, fact]) => (
        <div key={term} className={styles.fact}>
          <dt>{term}</dt>
          <dd>
            <Say text="{fact}" values={{ fact }} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Shown to users who have just replaced a password that they had to change. */
function PasswordChanged() {
  const isChanged = usePasswordChanged()
  return (
    <Notice>
      {isChanged && (
        <Banner tone="good">
          <Say text={changePasswordMessages.saved} />
        </Banner>
      )}
    </Notice>
  )
}
