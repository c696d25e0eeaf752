import { expect, test } from 'vitest'
import dictionary from '../src/dictionary.json' with { type: 'json' }
import { buildDictionary } from './build-dictionary.ts'

test('the shipped dictionary equals the output of its script', () => {
  expect(dictionary).toEqual(buildDictionary())
})
