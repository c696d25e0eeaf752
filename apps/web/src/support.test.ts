import { expect, test } from 'vitest'
import { readSupport, supportLabel } from './support.ts'

test.each([
  ['Help desk: +44 20 7946 0321', 'tel:+442079460321'],
  ['+44 (0)20 7946-0321', 'tel:+4402079460321'],
  ['help@northwind.example', 'mailto:help@northwind.example'],
  ['IT: help@northwind.example', 'mailto:help@northwind.example'],
  ['https://help.northwind.example/reset', 'https://help.northwind.example/reset'],
  ['Room 12', null],
  ['javascript:alert(1)', null],
])('%s links to %s', (address, href) => {
  expect(readSupport(address).href).toBe(href)
})

test('a bare address gets a label, and a text with its own words stays unchanged', () => {
  const label = (address: string) => supportLabel(readSupport(address), 'Help desk')
  expect(label('help@northwind.example')).toBe('Help desk: help@northwind.example')
  expect(label('https://help.example')).toBe('Help desk: help.example')
  expect(label('Help desk: +44 20 7946 0321')).toBe('Help desk: +44 20 7946 0321')
})
