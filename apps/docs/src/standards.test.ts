import { existsSync, readFileSync } from 'node:fs'
import { marked, type Tokens } from 'marked'
import { expect, test } from 'vitest'
import { defaultSettings, settings } from '../../../packages/contracts/src/settings.ts'
import { markdownFile } from './pages.ts'

const tokens = marked.lexer(readFileSync(markdownFile('standards'), 'utf8'))
const tables = tokens.filter((token): token is Tokens.Table => token.type === 'table')

/** The rows about requirements, whose last cell names files. */
const rows = tables
  .filter(({ header }) => header.at(-1)?.text === 'shown by')
  .flatMap((table) => table.rows.map((cells) => cells.map(({ text }) => text)))

const filesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)

test('each row has a verdict, and files that exist', () => {
  expect(rows.length).toBeGreaterThan(150)
  for (const [number, asked, here = '', shownBy] of rows) {
    const row = `${number}: ${asked}`
    expect(here, row).toMatch(/^(Met|Deviates|Not met|Not applicable)\b/)
    expect(filesIn(shownBy), row).not.toEqual([])
    for (const path of filesIn(shownBy)) {
      expect(existsSync(new URL(`../../../${path}`, import.meta.url)), `${row}: ${path}`).toBe(true)
    }
  }
})

test('each met requirement is shown by a test, or by a page if documentation is asked for', () => {
  for (const [number, , here = '', shownBy] of rows) {
    if (!here.startsWith('Met')) continue
    const proofs = filesIn(shownBy).filter((path) => /\.(test|spec)\.ts$|\.md$/.test(path))
    expect(proofs, number).not.toEqual([])
  }
})

test('the settings that remove deviations can be saved', () => {
  const code = tokens.find((token): token is Tokens.Code => token.type === 'code')
  const stricter = JSON.parse(code?.text ?? '')
  expect(settings.parse({ ...defaultSettings, ...stricter })).toMatchObject(stricter)
})
