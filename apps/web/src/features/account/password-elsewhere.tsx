import { fill } from '../../fill.ts'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import { Say } from '../../ui/say.tsx'
import { accountMessages as text } from './account-messages.ts'
import styles from './password-elsewhere.module.css'

type Props = { provider: NonNullable<CurrentSession['signsInWith']> }

/** For users who sign in at an identity provider and have no password here to change. */
export function PasswordElsewhere({ provider: { name, resetUrl } }: Props) {
  return (
    <>
      <p>
        <Say text={text.withProvider} values={{ provider: name }} />
      </p>
      {resetUrl && (
        <a className={styles.reset} href={resetUrl}>
          {fill(text.resetAtProvider, { provider: name })}
        </a>
      )}
    </>
  )
}
