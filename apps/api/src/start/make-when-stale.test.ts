import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { makeWhenStale, type Product } from './make-when-stale.ts'

let folder: string
let product: Product

const program = `
import { appendFileSync, readFileSync } from 'node:fs'
const source = readFileSync('source/nested/words.txt', 'utf8')
if (source === 'faulty') throw new Error('no such word')
appendFileSync('result.txt', source)`

beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  folder = await mkdtemp(join(tmpdir(), 'rekey-make-'))
  await mkdir(join(folder, 'source/nested'), { recursive: true })
  await writeSource('one ')
  await writeFile(join(folder, 'program.mjs'), program)
  product = {
    name: 'list of words',
    sources: [join(folder, 'source')],
    result: join(folder, 'result.txt'),
    program: [join(folder, 'program.mjs')],
    folder,
    stamps: join(folder, 'stamps'),
  }
  return () => rm(folder, { recursive: true })
})

test('what is unchanged is made once, even when two ask at the same moment', async () => {
  await Promise.all([makeWhenStale(product), makeWhenStale(product)])
  await makeWhenStale(product)
  expect(await result()).toBe('one ')
})

test('a changed source makes it again', async () => {
  await makeWhenStale(product)
  await writeSource('two ')
  await makeWhenStale(product)
  expect(await result()).toBe('one two ')
})

test('a result that was deleted is made again', async () => {
  await makeWhenStale(product)
  await rm(product.result)
  await makeWhenStale(product)
  expect(await result()).toBe('one ')
})

test('where the program is missing, as in production, the result is used as it is', async () => {
  await makeWhenStale(product)
  await rm(join(folder, 'program.mjs'))
  await writeSource('two ')
  await makeWhenStale(product)
  expect(await result()).toBe('one ')
})

test('a failure says what the program said, and leaves it stale', async () => {
  await writeSource('faulty')
  await expect(makeWhenStale(product)).rejects.toThrow(/no such word/)
  await expect(makeWhenStale(product)).rejects.toThrow(/no such word/)
})

function writeSource(text: string): Promise<void> {
  return writeFile(join(folder, 'source/nested/words.txt'), text)
}

function result(): Promise<string> {
  return readFile(product.result, 'utf8')
}
