import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { type Blocklist, loadBlocklist } from './blocklist.ts'

let blocklist: Blocklist
let entries: string[]
beforeAll(async () => {
  blocklist = await loadBlocklist()
  const file = await readFile(new URL('./blocklist.txt.gz', import.meta.url))
  entries = gunzipSync(file).toString().split('\n')
})

test('at least 100,000 entries, each of 8 characters or more, sorted and found', () => {
  expect(entries.length).toBeGreaterThan(100_000)
  expect(entries.filter((entry) => [...entry].length < 8)).toEqual([])
  expect(entries).toEqual([...new Set(entries)].sort())
  const sample = entries.filter((_, index) => index % 50 === 0 || index > entries.length - 50)
  expect(sample.filter((entry) => !blocklist.has(entry))).toEqual([])
})

test.each(['abcdefg1', 'password', 'PassWord', 'letmein1', '1234567890123456', 'aaaaaaaaaaaaaaa'])(
  '%j is on it, in any case',
  (password) => {
    expect(blocklist.has(password)).toBe(true)
  },
)

test.each(['', '\n', 'purple lamp river stone', 'Kestrel-Harbor4', '日本語のパスワード'])(
  '%j is not',
  (password) => {
    expect(blocklist.has(password)).toBe(false)
  },
)

test('a part of an entry isn’t found, and neither are two entries in a row', () => {
  const [first = '', second = ''] = entries
  expect(blocklist.has(`${first}\n${second}`)).toBe(false)
  expect(blocklist.has(`${first}~~`)).toBe(false)
})
