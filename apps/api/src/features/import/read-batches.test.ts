import { describe, expect, it } from 'vitest'
import type { ImportRecord } from './import-columns.ts'
import type { RowFault } from './import-row.ts'
import type { HashJudge } from './judge-hash.ts'
import { inBatches } from './read-batches.ts'

const users: ImportRecord[] = [
  { line: 2, cells: { username: 'hashed', passwordHash: 'slow' } },
  { line: 3, cells: { username: null } },
  { line: 4, cells: { username: 'plain' } },
]

async function* endingWith(error: Error | null) {
  yield* users
  if (error) throw error
}

/** All valid rows, and what was refused until the end or the error. */
async function read({ judgeHash = measuredLater, error = null as Error | null } = {}) {
  const refused: RowFault[] = []
  const names: string[] = []
  const judge = { roles: new Map(), judgeHash }
  const batches = inBatches(endingWith(error), judge, (fault) => refused.push(fault))
  const reading = (async () => {
    for await (const { rows } of batches) names.push(...rows.map(({ username }) => username))
  })()
  const failure = await reading.then(
    () => null,
    (reason: unknown) => reason,
  )
  return { names, refused, failure }
}

const measuredLater: HashJudge = async (hash) => {
  await new Promise(setImmediate)
  return { value: { hash, scheme: 'slow' } }
}

const faults = [{ line: 3, fault: 'username is empty' }]

describe('rows of a batch', () => {
  it('keep the order of the file while a hash is measured', async () => {
    const { names, refused } = await read()
    expect(names).toEqual(['hashed', 'plain'])
    expect(refused).toEqual(faults)
  })

  it('before the end of a broken file are still reported', async () => {
    const error = new Error('The file is cut off')
    expect(await read({ error })).toEqual({ names: [], refused: faults, failure: error })
  })

  it("end the run if the measurement can't be stored", async () => {
    const failure = new Error('The database is gone')
    const judgeHash = () => Promise.reject(failure)
    expect(await read({ judgeHash })).toEqual({ names: [], refused: [], failure })
  })
})
