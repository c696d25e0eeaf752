import { expect, test } from 'vitest'
import { withChosen } from './search-filter.tsx'

const key = { value: 'k1', label: 'Corner shop, ends with 3f2a' }
const user = { value: 'u1', label: 'Mika Ito, mika.ito@northwind.example' }
const found = { options: [user], more: { title: 'API keys', options: [key] } }

test('the chosen value has one label, in whichever list it is', () => {
  const ofKey = withChosen(found, 'k1', 'API key Corner shop')
  expect(ofKey.options).toEqual([user])
  expect(ofKey.more?.options).toEqual([{ value: 'k1', label: 'API key Corner shop' }])
  const ofUser = withChosen(found, 'u1', 'Mika Ito')
  expect(ofUser.options).toEqual([{ value: 'u1', label: 'Mika Ito' }])
})

test('a chosen value that the search doesn’t find stays in the list', () => {
  const { options, more } = withChosen(found, 'k2', 'API key Web shop')
  expect(options).toEqual([user, { value: 'k2', label: 'API key Web shop' }])
  expect(more?.options).toEqual([key])
  expect(withChosen(found, null, '')).toBe(found)
})
