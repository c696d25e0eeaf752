import type { MailStatusCounts } from '@rekey/contracts/overview'
import { Chart, type More } from './chart.tsx'
import { mailChartWords as text } from './mail-chart-words.ts'
import { Bars } from './marks.tsx'
import type { Axis } from './periods.ts'
import { Plot } from './plot.tsx'
import { sum } from './scale.ts'

type Props = {
  axis: Axis
  /** Of each period. */
  mails: readonly MailStatusCounts[]
  /** The list of a status; null: the viewer may not see it. */
  listOf: (status: string) => string | null
  more?: More
}

/** Mails by the day on which they were requested, by how far they got. */
export function MailChart({ axis, mails, listOf, more }: Props) {
  const valuesOf = (...statuses: (keyof MailStatusCounts)[]) =>
    mails.map((counts) => sum(statuses.map((status) => counts[status])))
  const parts = [
    { look: 'plain', name: 'delivered', values: valuesOf('delivered') },
    { look: 'pale', name: 'accepted', values: valuesOf('accepted') },
    { look: 'warn', name: 'delayed', values: valuesOf('delayed') },
    { look: 'bad', name: 'failed', values: valuesOf('bounced', 'refused', 'failed') },
  ] as const
  const all = mails.map((_, index) => sum(parts.map(({ values }) => values[index] ?? 0)))
  const labels = parts.toReversed().map(({ look, name, values }) => ({
    look,
    words: text[name],
    total: sum(values),
    to: listOf(name === 'failed' ? mostFrequentFailure(mails) : name),
  }))
  return (
    <Chart
      name="mails"
      title={text.title}
      axis={axis}
      more={more}
      columns={statuses.map((status) => ({
        words: text.columns[status],
        values: valuesOf(status),
        to: listOf(status),
      }))}
      labels={labels.filter(({ total, look }) => total > 0 || look !== 'pale')}
    >
      <Plot
        axis={axis}
        highest={Math.max(...all)}
        summary={`${labels.map(({ total, words }) => `${total} ${words}`).join(', ')}.`}
        empty={sum(all) === 0 ? text.empty : null}
      >
        {(scales, hatch) => <Bars scales={scales} parts={parts} hatch={hatch} />}
      </Plot>
    </Chart>
  )
}

const statuses = Object.keys(text.columns) as (keyof typeof text.columns)[]

/** The list of messages shows one status. The table of the chart has a link for each. */
function mostFrequentFailure(mails: readonly MailStatusCounts[]): string {
  const failures = ['bounced', 'refused', 'failed'] as const
  const total = (status: (typeof failures)[number]) => sum(mails.map((counts) => counts[status]))
  return failures.reduce((most, each) => (total(each) > total(most) ? each : most))
}
