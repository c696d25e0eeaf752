import type { listRecoveryAddresses, RecoveryAddress } from '@rekey/contracts/recovery-addresses'
import { call } from '../../api.ts'
import { fill } from '../../fill.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { accountMessages as text } from './account-messages.ts'
import styles from './account-page.module.css'

const ask = () => call<typeof listRecoveryAddresses>('GET /account/recovery-addresses')

/** How many further addresses the user has, and the way to their screen. */
export function OwnRecoveryAddresses() {
  const { body } = useAnswer<typeof listRecoveryAddresses>(ask)
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{text.recoveryAddresses}</h2>
      <div className={styles.state}>{body && <p>{wordsOf(body.items)}</p>}</div>
      <ButtonLink to={paths.recoveryAddresses}>{text.manageAddresses}</ButtonLink>
    </section>
  )
}

function wordsOf(items: readonly RecoveryAddress[]): string {
  const count = items.length
  if (count === 0) return text.noAddress
  const all = count === 1 ? text.oneAddress : fill(text.addresses, { count })
  const waiting = items.filter(({ confirmedAt }) => !confirmedAt).length
  if (waiting === 0) return all
  const wait = waiting === 1 ? text.oneWaits : fill(text.someWait, { count: waiting })
  return `${all} ${wait}`
}
