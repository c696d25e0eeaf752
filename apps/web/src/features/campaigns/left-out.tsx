import { type Campaign, exclusion } from '@rekey/contracts/reset-campaigns'
import { countWords } from '../../console-kit/count-words.ts'
import { numberWords } from '../../console-kit/number-words.ts'
import { campaignUsersPath } from '../../paths.ts'
import { Link } from '../../ui/link.tsx'
import styles from './campaign-page.module.css'
import { campaignsMessages } from './campaigns-messages.ts'

const text = campaignsMessages.leftOut

/** Who gets no mail, by reason. Each number opens its list. */
export function LeftOut({ of: { id, counts } }: { of: Campaign }) {
  const reasons = exclusion.options.flatMap((reason) => {
    const count = counts.excluded[reason] ?? 0
    return count > 0 ? [{ reason, count }] : []
  })
  const all = reasons.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return null
  return (
    <section>
      <h2 className={styles.title}>{countWords(all, text.one, text.many)}</h2>
      <ul className={styles.reasons}>
        {reasons
          .toSorted((one, other) => other.count - one.count)
          .map(({ reason, count }) => (
            <li key={reason}>
              {text.reasons[reason]}
              <Link to={campaignUsersPath(id, 'not-sent', reason)}>{numberWords(count)}</Link>
            </li>
          ))}
      </ul>
    </section>
  )
}
