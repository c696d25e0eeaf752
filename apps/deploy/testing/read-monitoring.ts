import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export const monitoring = join(import.meta.dirname, '../monitoring')

/** A query of PromQL, and where it stands. */
type Query = { readonly title: string; readonly expr: string }

type Dashboard = {
  readonly panels: readonly {
    readonly title: string
    readonly targets: readonly { expr: string }[]
  }[]
}
type Rules = {
  readonly groups: readonly { readonly rules: readonly { alert: string; expr: string }[] }[]
}

const read = (name: string) => readFileSync(join(monitoring, name), 'utf8')

/** Grafana fills its variables in: a rate needs at least four scrapes. */
export const dashboardQueries = (rateInterval: string): Query[] =>
  (JSON.parse(read('grafana-dashboard.json')) as Dashboard).panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => ({
      title,
      expr: expr.replaceAll('$__rate_interval', rateInterval),
    })),
  )

export const alertQueries = (): Query[] =>
  (parse(read('alerts.yaml')) as Rules).groups.flatMap(({ rules }) =>
    rules.map(({ alert, expr }) => ({ title: alert, expr })),
  )

/** The metrics that a query reads, without the endings of histograms. `up` is Prometheus's own. */
export const metricsOf = ({ expr }: Query): string[] =>
  [...expr.matchAll(/\b(rekey|http|process|nodejs)_\w+/g)].map(([name]) =>
    name.replace(/^(http_.*)_(bucket|count|sum)$/, '$1'),
  )

/** The label values that a query asks for, such as `state="down"`, by metric. */
export const statesOf = ({ expr }: Query): { metric: string; label: string; values: string[] }[] =>
  [...expr.matchAll(/\b(rekey_\w+)\{([^}]*)\}/g)].flatMap(([, metric = '', labels = '']) =>
    [...labels.matchAll(/(\w+)=~?"([^"]+)"/g)]
      .filter(([, label]) => label !== 'job')
      .map(([, label = '', values = '']) => ({ metric, label, values: values.split('|') })),
  )
