import { factorDueWords } from '../../console-kit/factor-due-words.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { paths } from '../../paths.ts'
import { callOwnFactors } from '../../public-kit/second-factor/call-own-factors.ts'
import { Banner } from '../../ui/banner.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Say } from '../../ui/say.tsx'
import { accountMessages as text } from './account-messages.ts'
import styles from './account-page.module.css'

/**
 * Whether a second factor is on, and the way to its screen. If it fails, the link is still there.
 */
export function OwnFactors() {
  const { body } = useAnswer(callOwnFactors)
  const isOn = body && body.items.length > 0
  if (body && !isOn && !body.isOffered) return null
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{text.secondFactor}</h2>
      <div className={styles.state}>
        {body?.dueAt && (
          <Banner tone="warning">
            <Say text={factorDueWords(new Date(body.dueAt))} />
          </Banner>
        )}
        {body && !body.dueAt && <p>{isOn ? text.factorOn : text.factorOff}</p>}
      </div>
      <ButtonLink to={paths.secondFactors}>{text.waysToSignIn}</ButtonLink>
    </section>
  )
}
