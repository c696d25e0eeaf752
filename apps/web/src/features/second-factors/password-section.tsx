import { KeyRound } from 'lucide-react'
import { paths } from '../../paths.ts'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './factors-list.module.css'
import { secondFactorsMessages as text } from './second-factors-messages.ts'

/** The first factor: the password here, or the provider where the user signs in. */
export function PasswordSection({ session: { signsInWith } }: { session: CurrentSession }) {
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{text.password}</h2>
      {signsInWith ? (
        <p className={styles.about}>
          <Say text={text.withProvider} values={{ provider: signsInWith.name }} />
        </p>
      ) : (
        <div className={styles.rows}>
          <div className={`${styles.row} ${styles.short}`}>
            <Icon of={KeyRound} size={20} />
            <p className={`${styles.what} ${styles.name}`}>{text.password}</p>
            <ButtonLink
              to={paths.changePassword}
              look="quiet"
              label={text.changeLabel}
              className={styles.change}
            >
              {text.change}
            </ButtonLink>
          </div>
        </div>
      )}
    </section>
  )
}
