import { defaultSettings, settings } from '@rekey/contracts/settings'
import { expect, test } from 'vitest'
import { unsavedIn } from './changed-settings.ts'
import { documentOf, valuesOf } from './settings-values.ts'

const values = valuesOf(defaultSettings)

test('an unchanged form would save exactly what was loaded', () => {
  const all = {
    ...defaultSettings,
    supportAddress: 'x@y.example',
    ipLimitExemptions: ['10.0.0.0/8'],
  }
  expect(documentOf(valuesOf(all))).toEqual(all)
  expect(settings.safeParse(documentOf(values)).success).toBe(true)
})

test('networks are written one per line, and blank lines and spaces are ignored', () => {
  const typed = { ...values, ipLimitExemptions: ' 10.0.0.0/8 \n\n2001:db8::/32\n' }
  expect(documentOf(typed).ipLimitExemptions).toEqual(['10.0.0.0/8', '2001:db8::/32'])
})

test.each([
  ['30', 30],
  [' 0030 ', 30],
  ['1,000', 1000],
  ['1 000', 1000],
  ['', Number.NaN],
  ['1e1', Number.NaN],
  ['10.5', Number.NaN],
  ['-10', Number.NaN],
  ['1,0', Number.NaN],
])('a number typed %j is %d', (typed, number) => {
  expect(documentOf({ ...values, auditRetentionDays: typed }).auditRetentionDays).toBe(number)
})

test('unsaved settings are named, with their sections, even if a number is wrong', () => {
  const typed = documentOf({ ...values, accentColour: '#123456', createLifetimeDays: 'soon' })
  const unsaved = unsavedIn(defaultSettings, typed)
  expect(unsaved.labels).toEqual(['Accent colour', 'Invitation expires after'])
  expect([...unsaved.sections]).toEqual(['organization', 'recovery'])
  expect(unsavedIn(defaultSettings, documentOf(values)).labels).toEqual([])
})
