import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ImportDeps } from '../src/features/import/import-users.ts'
import { importUsers } from '../src/features/import/import-users.ts'
import { readCsv } from '../src/features/import/read-csv.ts'

export type ImportFigures = {
  readonly rows: number
  readonly refused: number
  readonly seconds: number
  readonly rowsPerSecond: number
  readonly peakMegabytes: number
}

/** One row in this many is faulty, each in another way. */
const faultyEvery = 500

/**
 * Figures of one import of a generated CSV with given bcrypt hashes and faulty rows among them.
 * The peak is that of this process since its start, so that sizes compare only across processes.
 */
export async function benchImport(deps: ImportDeps, rows: number): Promise<ImportFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-import-'))
  try {
    const path = join(folder, 'users.csv')
    await pipeline(Readable.from(csv(rows)), createWriteStream(path))
    const start = performance.now()
    const source = { unit: 'line' as const, records: readCsv(createReadStream(path)) }
    const options = { dryRun: false, invite: false, roles: false, replacePasswords: false }
    const quiet = { fault: () => {}, progress: () => {} }
    const { refused } = await importUsers(deps, source, options, quiet)
    const seconds = (performance.now() - start) / 1_000
    const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024)
    return { rows, refused, seconds, rowsPerSecond: Math.round(rows / seconds), peakMegabytes }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const faulty = [
  'user0@northwind.example,Twice,staff,,,active,',
  ',No Name,staff,,,active,',
  'robot@northwind.example,Robot,robot,,,active,',
  'damaged@northwind.example,Damaged,staff,,,active,$2b$12$damaged',
  'dear@northwind.example,Dear,staff,,,active,$2b$31$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO',
  'mail@northwind.example,Mail,contact,nowhere,,active,',
]

function* csv(rows: number): Generator<string> {
  yield 'username,displayName,kind,emailTo,organization,status,passwordHash\n'
  for (let row = 0; row < rows; row += 1) {
    const isFaulty = row % faultyEvery === faultyEvery - 1
    yield isFaulty ? `${faulty[Math.floor(row / faultyEvery) % faulty.length]}\n` : user(row)
  }
}

const user = (row: number) =>
  `user${row}@northwind.example,User Number ${row},contact,contact${row}@mail.example,` +
  `Retailer ${row % 1_000},active,$2b$12$${letters(21)}.${letters(30)}u\n`

/** bcrypt's alphabet holds that of base64url but for two characters. */
const letters = (length: number) =>
  randomBytes(length)
    .toString('base64url')
    .slice(0, length)
    .replaceAll('-', '.')
    .replaceAll('_', '/')
