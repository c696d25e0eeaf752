import { expect, test } from 'vitest'
import dictionary from '../src/dictionary.json' with { type: 'json' }
import { buildDictionary } from './build-dictionary.ts'

test('the shipped dictionary is what its script makes', () => {
  expect(dictionary).toEqual(buildDictionary())
})
