import { expect, test } from 'vitest'
import { languages } from '../src/load-language.ts'
import { buildLanguages } from './build-languages.ts'

test('the shipped languages equal the output of their script, and each can be loaded', async () => {
  const built = buildLanguages()
  expect(Object.keys(built)).toEqual([...languages])
  for (const [language, lists] of Object.entries(built)) {
    const file = new URL(`../src/languages/${language}.json`, import.meta.url)
    const { default: shipped } = await import(file.href, { with: { type: 'json' } })
    expect(shipped, language).toEqual(lists)
  }
}, 120_000)
