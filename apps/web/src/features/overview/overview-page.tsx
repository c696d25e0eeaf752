import type { Overview } from '@rekey/contracts/overview'
import { useSearchParams } from 'react-router'
import { MailChart } from '../../console-kit/charts/mail-chart.tsx'
import { timeIn } from '../../console-kit/charts/periods.ts'
import { useOverview } from '../../console-kit/charts/use-overview.ts'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { AttentionList } from './attention-list.tsx'
import { listPaths } from './list-paths.ts'
import { overviewMessages as text } from './overview-messages.ts'
import styles from './overview-page.module.css'
import { OverviewPlaces } from './overview-places.tsx'
import { readRange } from './overview-url.ts'
import { RangeLinks } from './range-links.tsx'
import { ResetChart } from './reset-chart.tsx'
import { SignInChart } from './sign-in-chart.tsx'
import { UsersByPassword } from './users-by-password.tsx'

/** `/overview`, the console's first page: what needs attention, and figures over time. */
export default function OverviewPage() {
  const [params] = useSearchParams()
  const range = readRange(params)
  const { overview, isFetching, problem, again } = useOverview(range)
  return (
    <ConsolePage
      heading={text.title}
      alert={overview && <ProblemAlert problem={problem} retry={again} />}
      beside={
        <div className={styles.range}>
          {overview && (
            <p className={styles.asOf}>
              {fill(text.asOf, { time: timeIn(overview.asOf, overview.timeZone) })}
            </p>
          )}
          <RangeLinks current={range} />
        </div>
      }
    >
      {overview ? (
        <div className={styles.content} data-dimmed={isFetching} aria-busy={isFetching}>
          <Figures overview={overview} />
        </div>
      ) : (
        <OverviewPlaces problem={problem} onAgain={again} />
      )}
    </ConsolePage>
  )
}

const mailHealth = { words: text.mails.health, to: paths.mailHealth }

function Figures({ overview }: { overview: Overview }) {
  const { may } = useCaller()
  const to = listPaths(overview, may)
  const mails = overview.periods.flatMap(({ mails }) => mails ?? [])
  return (
    <>
      <section aria-labelledby="attention" className={styles.attention}>
        <h2 id="attention" className={styles.title}>
          {text.attention.title}
        </h2>
        <AttentionList overview={overview} />
      </section>
      <div className={styles.charts}>
        <ResetChart overview={overview} to={to} />
        {mails.length > 0 && (
          <MailChart axis={overview} mails={mails} listOf={to.messages} more={mailHealth} />
        )}
        {overview.users && <SignInChart overview={overview} to={to} />}
        {overview.users && <UsersByPassword users={overview.users} to={to} />}
      </div>
    </>
  )
}
