import type { Overview } from '@rekey/contracts/overview'
import { Chart } from '../../console-kit/charts/chart.tsx'
import { Diamonds, Line } from '../../console-kit/charts/marks.tsx'
import { Plot } from '../../console-kit/charts/plot.tsx'
import { sum } from '../../console-kit/charts/scale.ts'
import { fill } from '../../fill.ts'
import type { listPaths } from './list-paths.ts'
import { overviewMessages } from './overview-messages.ts'

const text = overviewMessages.resets

type Props = { overview: Overview; to: ReturnType<typeof listPaths> }

/** Resets: requested, completed, and cancelled by their users. */
export function ResetChart({ overview, to }: Props) {
  const figures = figuresOf(overview)
  const { requested, completed, disowned } = figures
  const [asked, done, cancelled] = [sum(requested), sum(completed), sum(disowned)]
  const requests = to.audit('password-reset.requested')
  const completions = to.audit('password-reset.completed')
  const cancellations = to.audit('password-reset.disowned')
  return (
    <Chart
      name="resets"
      title={text.title}
      axis={overview}
      columns={columnsOf(figures, to)}
      labels={[
        { look: 'requested', words: text.requested, total: asked, to: requests },
        { look: 'main', words: text.completed, total: done, to: completions },
        { look: 'diamond', words: text.cancelled, total: cancelled, to: cancellations },
      ]}
    >
      <Plot
        axis={overview}
        highest={Math.max(...requested, ...completed, ...disowned)}
        summary={fill(text.summary, { requested: asked, completed: done, cancelled })}
        empty={asked + done + cancelled === 0 ? text.empty : null}
      >
        {(scales) => (
          <>
            <Line scales={scales} values={requested} look="requested" />
            <Line scales={scales} values={completed} look="main" />
            <Diamonds scales={scales} values={disowned} />
          </>
        )}
      </Plot>
    </Chart>
  )
}

const figuresOf = ({ periods }: Overview) => ({
  requested: periods.map(({ resets }) => resets.requested),
  started: periods.map(({ resets }) => resets.started),
  completed: periods.map(({ resets }) => resets.completed),
  temporaryPasswordsUsed: periods.map(({ temporaryPasswordsUsed }) => temporaryPasswordsUsed),
  disowned: periods.map(({ resets }) => resets.disowned),
  wrongCodes: periods.map(({ resets }) => resets.wrongCodes),
})

/** Sign-ins with a temporary password are among the other sign-ins of the audit log. */
function columnsOf(figures: ReturnType<typeof figuresOf>, to: Props['to']) {
  const actions = {
    requested: 'password-reset.requested',
    started: 'password-reset.started',
    completed: 'password-reset.completed',
    temporaryPasswordsUsed: 'session.started',
    disowned: 'password-reset.disowned',
    wrongCodes: 'reset-code.wrong',
  }
  return (Object.keys(actions) as (keyof typeof actions)[]).map((name) => ({
    words: text.columns[name],
    values: figures[name],
    to: to.audit(actions[name]),
  }))
}
