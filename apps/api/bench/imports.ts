import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forkWith } from '../testing/service-process.ts'
import { benchBareCopy } from './bare-copy.ts'
import { type BenchSite, openBenchSite } from './bench-site.ts'
import { atLeast, atMost, type Figure } from './figures.ts'
import { writeImportFile } from './import-file.ts'
import type { ImportFigures } from './import-users.ts'
import { median } from './rounds.ts'

const few = 20_000
const many = 200_000
const most = 1_000_000
const rounds = 3

/** One row in this many is faulty. */
const seldom = 500

/** Imports with given hashes beside a bare COPY, and their memory, which must be flat. */
export async function benchImports(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-import-'))
  try {
    const speeds = []
    for (const rows of [few, many]) speeds.push(await benchSpeed(folder, rows))
    return [...speeds, ...(await benchMemory(folder))]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Import and bare COPY of the same rows in turn, so that other load slows both. */
async function benchSpeed(folder: string, rows: number): Promise<Figure> {
  const path = join(folder, 'users.csv')
  await writeImportFile(path, { rows, faultyEvery: seldom })
  const imported: number[] = []
  const copied: number[] = []
  await using site = await openBenchSite()
  for (let round = 0; round < rounds; round += 1) {
    imported.push((await importInto(site, path)).rowsPerSecond)
    copied.push(await benchBareCopy(site.databaseUrl, join(folder, 'users.copy')))
  }
  const ratio = median(imported.map((rate, round) => rate / (copied[round] ?? Number.NaN)))
  const rates = `${Math.round(median(imported))} and ${Math.round(median(copied))} rows a second`
  return atLeast(`import of ${rows} users with hashes, against a bare COPY`, ratio, 0.5, rates)
}

async function benchMemory(folder: string): Promise<Figure[]> {
  const small = await peakOf(folder, few, seldom)
  const large = await peakOf(folder, most, seldom)
  const faulty = await peakOf(folder, few, 2)
  const against = (peak: number) => [peak / small, 1.2, '×', `${small} MB and ${peak} MB`] as const
  return [
    atMost(`peak memory of an import of ${most} rows, against ${few}`, ...against(large)),
    atMost(`peak memory of ${few} rows with ${few / 2} faults, against few`, ...against(faulty)),
  ]
}

async function peakOf(folder: string, rows: number, faultyEvery: number): Promise<number> {
  const path = join(folder, 'users.csv')
  await writeImportFile(path, { rows, faultyEvery })
  await using site = await openBenchSite()
  return (await importInto(site, path)).peakMegabytes
}

async function importInto({ dataDir }: BenchSite, path: string): Promise<ImportFigures> {
  const module = new URL('./import-process.ts', import.meta.url)
  const child = forkWith({ DATA_DIR: dataDir }, module, [path])
  const [figures] = (await once(child, 'message')) as [ImportFigures]
  await once(child, 'exit')
  return figures
}
