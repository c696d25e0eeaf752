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
 * Starts a row while rows before it wait for the measurement of their scheme. All rows of a batch
 * are judged before the batch goes on. A chunk of the file holds hundreds of rows, and while they
 * are read, nothing else in this process would go on. So PostgreSQL would wait for its next
 * statement.
 */
export async function* inBatches(
  records: AsyncIterable<ImportRecord>,
  judge: RowJudge,
  refuse: (fault: RowFault) => void,
): AsyncGenerator<Batch> {
  let reading: Promise<ImportRow | RowFault>[] = []
  const take = async () => {
    const batch = toBatch(await Promise.all(reading), refuse)
    reading = []
    return batch
  }
  try {
    for await (const record of records) {
      reading.push(quietly(readRow(record, judge)))
      if (reading.length % rowsATurn === 0) await setImmediate()
      if (reading.length === batchRows) yield await take()
    }
  } catch (error) {
    // The file can't be read on from here. Faults of the lines before are reported as well.
    await take()
    throw error
  }
  if (reading.length > 0) yield await take()
}

function toBatch(read: readonly (ImportRow | RowFault)[], refuse: (fault: RowFault) => void) {
  const rows: ImportRow[] = []
  for (const row of read) {
    if ('fault' in row) refuse(row)
    else rows.push(row)
  }
  return { rows, taken: read.length }
}

/** Awaited later; until then a failure must not count as an unhandled rejection. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
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
