import type { MailCounts as Counts, MailHealth } from '@rekey/contracts/mail-health'
import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import styles from './mail-counts.module.css'
import { mailHealthWords } from './mail-health-words.ts'

const text = mailHealthWords.counts
const statuses = Object.keys(text.statuses) as (keyof Counts)[]

/** How many mails have each result, with percentages. Each mail counts once. */
export function MailCounts({ lastHour, lastDay }: Pick<MailHealth, 'lastHour' | 'lastDay'>) {
  return (
    <table className={styles.counts}>
      <caption>{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.status}</th>
          <th scope="col">{text.lastHour}</th>
          <th scope="col">{text.lastDay}</th>
        </tr>
      </thead>
      <tbody>
        {statuses.map((status) => (
          <tr key={status}>
            <th scope="row">{text.statuses[status]}</th>
            <Count of={lastHour} status={status} />
            <Count of={lastDay} status={status} />
          </tr>
        ))}
        <tr>
          <th scope="row">{text.all}</th>
          <Sum of={lastHour} />
          <Sum of={lastDay} />
        </tr>
      </tbody>
    </table>
  )
}

function Count({ of: counts, status }: { of: Counts; status: keyof Counts }) {
  const [count, all] = [counts[status], allOf(counts)]
  return (
    <td>
      {numberWords(count)}{' '}
      <span className={styles.share}>
        {count > 0 && fill(text.share, { share: rounded((100 * count) / all) })}
      </span>
    </td>
  )
}

const Sum = ({ of: counts }: { of: Counts }) => (
  <td>
    {numberWords(allOf(counts))} <span className={styles.share} />
  </td>
)

const allOf = (counts: Counts): number => statuses.reduce((sum, status) => sum + counts[status], 0)

/** `98.4`, `100`, and `<0.1` for shares above zero that would round to zero. */
function rounded(share: number): string {
  if (share < 0.1) return '<0.1'
  return share === 100 ? '100' : share.toFixed(1)
}
