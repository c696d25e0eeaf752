import type { Deps } from '../../deps.ts'
import { recordAudit } from '../../models/audit.ts'
import type { JsonObject } from '../../models/audit-content.ts'
import { recordHashScheme } from '../../models/foreign-hashes.ts'
import type { ImportRecord, ImportSource } from './import-columns.ts'
import { type ImportRow, type RowFault, type RowJudge, readRow } from './import-row.ts'
import { createHashJudge } from './judge-hash.ts'
import { mergeBatch } from './merge-batch.ts'
import { type MergeCounts, mergeCountNames, noCounts } from './merge-users.ts'
import { type NameClaims, openNameClaims } from './name-claims.ts'
import type { ImportOptions } from './plan-import.ts'

export type ImportDeps = Deps & { readonly databaseUrl: string }

export type ImportCounts = MergeCounts & { rows: number; refused: number }

/** Called during the run: with a fault for each refused row, and with the number of rows done. */
export type ImportReport = {
  fault(fault: RowFault): void
  progress(counts: ImportCounts): void
}

/** Rows of one transaction: enough for speed, few enough to be repeated one by one. */
const batchRows = 2_000

/**
 * `rekey users import`: merges a file of any length into the users. A faulty row is left out alone.
 * One audit event records the run, even if it was aborted.
 * @throws ImportFileError, and the database's error if it is unavailable
 */
export async function importUsers(
  deps: ImportDeps,
  source: ImportSource,
  options: ImportOptions,
  report: ImportReport,
): Promise<ImportCounts> {
  const counts = { rows: 0, refused: 0, ...noCounts }
  const claims = await openNameClaims(deps.databaseUrl)
  let outcome = 'broken-off'
  let writing = Promise.resolve()
  const refuse = (fault: RowFault) => {
    counts.refused += 1
    report.fault(fault)
  }
  try {
    const judge = await openJudge(deps, options)
    for await (const records of inBatches(source.records)) {
      const rows = (await readRows(records, judge)).filter((row) => isReadable(row, refuse))
      const first = await dropLate(rows, claims, source.unit, refuse)
      await writing
      writing = write(first, records.length)
      // Awaited later; until then a failure must not count as an unhandled rejection.
      writing.catch(() => {})
    }
    await writing
    outcome = 'completed'
  } finally {
    await writing.catch(() => {})
    await claims.close()
    if (!options.dryRun) await recordRun(deps, { ...counts, outcome })
  }
  return counts

  async function write(rows: readonly ImportRow[], taken: number): Promise<void> {
    const merged = await mergeBatch(deps, rows, options)
    for (const name of mergeCountNames) counts[name] += merged.counts[name]
    merged.faults.forEach(refuse)
    counts.rows += taken
    report.progress(counts)
  }
}

async function openJudge({ db, clock, hasher }: ImportDeps, { dryRun }: ImportOptions) {
  const roles = await db.role.findMany({ select: { id: true, name: true } })
  const judgeHash = createHashJudge(hasher, async (label, milliseconds) => {
    if (!dryRun) await recordHashScheme(db, { label, milliseconds, at: clock.now() })
  })
  return { roles: new Map(roles.map(({ id, name }) => [name, id])), judgeHash }
}

async function* inBatches(records: AsyncIterable<ImportRecord>): AsyncGenerator<ImportRecord[]> {
  let batch: ImportRecord[] = []
  for await (const record of records) {
    batch.push(record)
    if (batch.length < batchRows) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** One after the other, because the first row of a scheme measures it for the next ones. */
async function readRows(records: readonly ImportRecord[], judge: RowJudge) {
  const rows: (ImportRow | RowFault)[] = []
  for (const record of records) rows.push(await readRow(record, judge))
  return rows
}

function isReadable(
  row: ImportRow | RowFault,
  refuse: (fault: RowFault) => void,
): row is ImportRow {
  if (!('fault' in row)) return true
  refuse(row)
  return false
}

/**
 * If several rows have the same name, the first one counts, because we can't know which is meant.
 */
async function dropLate(
  rows: readonly ImportRow[],
  claims: NameClaims,
  unit: string,
  refuse: (fault: RowFault) => void,
): Promise<ImportRow[]> {
  const late = await claims.claim(rows)
  return rows.filter(({ line, username }) => {
    const firstLine = late.get(line)
    if (firstLine === undefined) return true
    refuse({
      line,
      fault: `username ${JSON.stringify(username)} is already in ${unit} ${firstLine}`,
    })
    return false
  })
}

async function recordRun({ db, clock }: ImportDeps, details: JsonObject): Promise<void> {
  await db.$transaction((tx) =>
    recordAudit(tx, { action: 'users.imported', at: clock.now(), details }),
  )
}
