import type { Overview } from '@rekey/contracts/overview'
import { Chart } from '../../console-kit/charts/chart.tsx'
import { Bars, Line } from '../../console-kit/charts/marks.tsx'
import { Peak } from '../../console-kit/charts/peak.tsx'
import { Plot } from '../../console-kit/charts/plot.tsx'
import { sum } from '../../console-kit/charts/scale.ts'
import { fill } from '../../fill.ts'
import type { listPaths } from './list-paths.ts'
import { overviewMessages } from './overview-messages.ts'

const text = overviewMessages.signIns

type Props = { overview: Overview; to: ReturnType<typeof listPaths> }

/** Sign-ins as a line, and failed ones as bars. */
export function SignInChart({ overview, to }: Props) {
  const succeeded = overview.periods.map(({ signIns }) => signIns ?? 0)
  const failed = overview.periods.map(({ failedSignIns }) => failedSignIns ?? 0)
  const [all, wrong] = [sum(succeeded), sum(failed)]
  const [sessions, failures] = [to.audit('session.started'), to.audit('sign-in.failed')]
  return (
    <Chart
      name="sign-ins"
      title={text.title}
      axis={overview}
      columns={[
        { words: text.columns.succeeded, values: succeeded, to: sessions },
        { words: text.columns.failed, values: failed, to: failures },
      ]}
      labels={[
        { look: 'signedIn', words: text.succeeded, total: all, to: sessions },
        { look: 'bad', words: text.failed, total: wrong, to: failures },
      ]}
    >
      <Plot
        axis={overview}
        highest={Math.max(...succeeded, ...failed)}
        summary={fill(text.summary, { succeeded: all, failed: wrong })}
        empty={all + wrong === 0 ? text.empty : null}
      >
        {(scales, hatch) => (
          <>
            <Bars scales={scales} parts={[{ look: 'bad', values: failed }]} hatch={hatch} />
            <Line scales={scales} values={succeeded} look="signedIn" />
            <Peak scales={scales} values={failed} />
          </>
        )}
      </Plot>
    </Chart>
  )
}
