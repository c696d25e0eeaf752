import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Page } from '../../ui/page.tsx'
import type { SignInState } from '../sign-in/sign-in-state.ts'
import styles from './dead-link.module.css'

const text = messages.deadLink

export type DeadReason = 'link' | 'too-many-codes'

/** One answer for every cause but one's own wrong codes: the API tells the causes apart for nobody. */
export function DeadLink({
  reason,
  username,
}: {
  reason: DeadReason
  username?: string | undefined
}) {
  const state: SignInState = username ? { username, requestReset: true } : {}
  const isLink = reason === 'link'
  return (
    <Page
      title={isLink ? text.title : text.tooManyTitle}
      lede={<p>{isLink ? text.text : text.tooManyText}</p>}
    >
      <div className={styles.actions}>
        <ButtonLink look="primary" to={paths.signIn} state={state}>
          {text.sendNew}
        </ButtonLink>
        {isLink && <ButtonLink to={paths.signIn}>{text.signIn}</ButtonLink>}
      </div>
    </Page>
  )
}
