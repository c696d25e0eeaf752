import { Gauge, Registry } from 'prom-client'
import type { Deps } from '../../deps.ts'
import { cached } from '../../lib/cached.ts'
import { second } from '../../lib/clock.ts'
import type { Database } from '../../lib/database.ts'
import { inTime } from '../../lib/in-time.ts'

/** So that many callers cost the database no more than one. */
const maximumAge = 5 * second

/** Prometheus waits for ten seconds at most. After that, it takes this process for dead. */
const answerWithinMs = 2 * second

/** Makes a gauge whose name starts with `rekey_`. */
export type MakeGauge = <L extends string = never>(
  name: string,
  help: string,
  labelNames?: readonly L[],
) => Gauge<L>

/** Fills gauges from the database. */
export type Describe = (gauge: MakeGauge, db: Database, now: Date) => Promise<void>

/**
 * Metrics of all instances, from the database. While the database is unavailable or doesn't answer,
 * they are left out, so that the metrics of this process can still be read.
 * @param what names them in the log
 */
export function createStoredMetrics(
  { db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>,
  what: string,
  describe: Describe,
) {
  const read = cached(() => format(describe, db, clock.now()), maximumAge, clock)
  return {
    read: (): Promise<string> =>
      inTime(answerWithinMs, read()).catch((err: unknown) => {
        log.warn({ err }, `${what} could not be measured`)
        return ''
      }),
  }
}

async function format(describe: Describe, db: Database, now: Date): Promise<string> {
  const registry = new Registry()
  const gauge: MakeGauge = (name, help, labelNames = []) =>
    new Gauge({ name: `rekey_${name}`, help, labelNames, registers: [registry] })
  await describe(gauge, db, now)
  return registry.metrics()
}
