import { Counter, Registry } from 'prom-client'
import type { BreachList, BreachOutcome } from '../../models/breach-list.ts'

/** Look-ups in the list of leaked passwords, by result. */
export function createBreachMetrics(breachList: BreachList) {
  const registry = new Registry()
  new Counter({
    name: 'rekey_breach_look_ups_total',
    help: 'Look-ups of new passwords in Have I Been Pwned, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      this.reset()
      for (const outcome of Object.keys(breachList.counts) as BreachOutcome[]) {
        this.inc({ outcome }, breachList.counts[outcome])
      }
    },
  })
  return { read: (): Promise<string> => registry.metrics() }
}
