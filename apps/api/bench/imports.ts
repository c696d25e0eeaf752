import { once } from 'node:events'
import { forkWith } from '../testing/service-process.ts'
import { openBenchSite } from './bench-site.ts'
import { atLeast, atMost, type Figure } from './figures.ts'
import type { ImportFigures } from './import-users.ts'

const few = 20_000
const many = 200_000

/** Users a second with given hashes, and memory, which ten times the rows must not raise. */
export async function benchImports(): Promise<Figure[]> {
  const small = await importInto(few)
  const large = await importInto(many)
  const rate = large.rowsPerSecond
  const detail = `${many} rows in ${large.seconds.toFixed(1)} s, ${large.refused} refused`
  const growth = large.peakMegabytes / small.peakMegabytes
  const peaks = `${small.peakMegabytes} MB and ${large.peakMegabytes} MB`
  return [
    atLeast('users imported a second, with given hashes', rate, 20_000, detail),
    atMost(`peak memory of ${many} rows against ${few}`, growth, 1.5, '×', peaks),
  ]
}

async function importInto(rows: number): Promise<ImportFigures> {
  const site = await openBenchSite()
  const child = forkWith(
    { DATA_DIR: site.dataDir },
    new URL('./import-process.ts', import.meta.url),
    [String(rows)],
  )
  const [figures] = (await once(child, 'message')) as [ImportFigures]
  await once(child, 'exit')
  await site.close()
  return figures
}
