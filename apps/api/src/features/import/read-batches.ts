import { setImmediate } from 'node:timers/promises'
import type { ImportRecord } from './import-columns.ts'
import { type ImportRow, type RowFault, type RowJudge, readRow } from './import-row.ts'
import type { NameClaims } from './name-claims.ts'

/** Rows of one transaction: enough for speed, few enough for the memory. */
const batchRows = 2_000

/** After this many rows, the database's answers to the batch before are taken. */
const rowsATurn = 40

/** Valid rows, and how many rows of the file were read for them. */
export type Batch = { readonly rows: ImportRow[]; readonly taken: number }

/**
 * Reads rows one after the other, because the first row of a scheme measures it for the next. A
 * chunk of the file holds hundreds of rows, and while they are read, nothing else in this process
 * would go on. So PostgreSQL would wait for its next statement.
 */
export async function* inBatches(
  records: AsyncIterable<ImportRecord>,
  judge: RowJudge,
  refuse: (fault: RowFault) => void,
): AsyncGenerator<Batch> {
  let rows: ImportRow[] = []
  let taken = 0
  for await (const record of records) {
    const row = await readRow(record, judge)
    if ('fault' in row) refuse(row)
    else rows.push(row)
    taken += 1
    if (taken % rowsATurn === 0) await setImmediate()
    if (taken < batchRows) continue
    yield { rows, taken }
    rows = []
    taken = 0
  }
  if (taken > 0) yield { rows, taken }
}

/**
 * If several rows have the same name, the first one counts, because we can't know which is meant.
 */
export async function* withoutLate(
  batches: AsyncIterable<Batch>,
  claims: NameClaims,
  unit: string,
  refuse: (fault: RowFault) => void,
): AsyncGenerator<Batch> {
  for await (const { rows, taken } of batches) {
    const late = await claims.claim(rows)
    const first = rows.filter(({ line, username }) => {
      const firstLine = late.get(line)
      if (firstLine === undefined) return true
      const fault = `username ${JSON.stringify(username)} is already in ${unit} ${firstLine}`
      refuse({ line, fault })
      return false
    })
    yield { rows: first, taken }
  }
}
