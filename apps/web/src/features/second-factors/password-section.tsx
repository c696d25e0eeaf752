import { KeyRound } from 'lucide-react'
import { paths } from '../../paths.ts'
import { OwnRow, OwnRows } from '../../public-kit/own-rows.tsx'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
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
        <div className={styles.own}>
          <OwnRows>
            <OwnRow
              icon={KeyRound}
              name={text.password}
              beside={
                <ButtonLink to={paths.changePassword} look="quiet" label={text.changeLabel}>
                  {text.change}
                </ButtonLink>
              }
            />
          </OwnRows>
        </div>
      )}
    </section>
  )
}
