import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

type ImportFile = { readonly rows: number; readonly faultyEvery: number }

/**
 * Writes a CSV of users with given bcrypt hashes. One row in `faultyEvery` is faulty, each in
 * another way.
 */
export const writeImportFile = (path: string, file: ImportFile): Promise<void> =>
  pipeline(Readable.from(csv(file)), createWriteStream(path))

const faulty = [
  'user0@northwind.example,Twice,staff,,,active,',
  ',No Name,staff,,,active,',
  'robot@northwind.example,Robot,robot,,,active,',
  'damaged@northwind.example,Damaged,staff,,,active,$2b$12$damaged',
  'dear@northwind.example,Dear,staff,,,active,$2b$31$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO',
  'mail@northwind.example,Mail,contact,nowhere,,active,',
]

function* csv({ rows, faultyEvery }: ImportFile): Generator<string> {
  yield 'username,displayName,kind,emailTo,organization,status,passwordHash\n'
  for (let row = 0; row < rows; row += 1) {
    const isFaulty = row % faultyEvery === faultyEvery - 1
    yield isFaulty ? `${faulty[Math.floor(row / faultyEvery) % faulty.length]}\n` : user(row)
  }
}

const user = (row: number) =>
  `user${row}@northwind.example,User Number ${row},contact,contact${row}@mail.example,` +
  `Retailer ${row % 1_000},active,$2b$12$${letters(21)}.${letters(30)}u\n`

/** In bcrypt's alphabet, which has two other characters than base64url. */
const letters = (length: number) =>
  randomBytes(length)
    .toString('base64url')
    .slice(0, length)
    .replaceAll('-', '.')
    .replaceAll('_', '/')
