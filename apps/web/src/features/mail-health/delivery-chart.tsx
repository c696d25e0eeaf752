import { messagesPath } from '../../console-kit/charts/list-range.ts'
import { MailChart } from '../../console-kit/charts/mail-chart.tsx'
import { useOverview } from '../../console-kit/charts/use-overview.ts'
import { messages } from '../../messages.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './delivery-chart.module.css'
import { mailHealthWords } from './mail-health-words.ts'

/** In days: long enough to compare an outage with the same day of the week before. */
const shownDays = '30'

/** The mails of the last days, as on the overview. */
export function DeliveryChart() {
  const { overview, problem, again } = useOverview(shownDays)
  const mails = overview?.periods.flatMap((period) => period.mails ?? [])
  return (
    <div className={styles.chart}>
      {overview && mails && (
        <MailChart
          axis={overview}
          mails={mails}
          listOf={(status) => messagesPath(overview, status)}
        />
      )}
      {!overview && problem && (
        <Banner tone="bad" action={<Button onClick={again}>{messages.tryAgain}</Button>}>
          {mailHealthWords.chartProblem}
        </Banner>
      )}
    </div>
  )
}
