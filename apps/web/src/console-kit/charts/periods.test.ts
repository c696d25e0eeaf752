import { expect, test } from 'vitest'
import { axisLabels, dateIn, rowLabels, timeIn } from './periods.ts'

const periodsOf = (...starts: string[]) =>
  starts.slice(0, -1).map((from, index) => ({ from, to: starts[index + 1] ?? from }))

test('days are named in the time zone of the settings, and the last one is today', () => {
  const periods = periodsOf('2026-11-25T11:00:00Z', '2026-11-26T11:00:00Z', '2026-11-27T11:00:00Z')
  const axis = { step: 'day', timeZone: 'Pacific/Auckland', periods } as const
  expect(axisLabels(axis)).toEqual(['26 Nov', 'Today'])
  expect(rowLabels(axis)).toEqual(['Thu 26 Nov', 'Fri 27 Nov'])
})

test('an hour that happens twice has two rows', () => {
  const periods = periodsOf('2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z')
  const axis = { step: 'hour', timeZone: 'Europe/Berlin', periods } as const
  expect(rowLabels(axis)).toEqual(['Sun 02:00–02:00', 'Sun 02:00–03:00'])
  expect(axisLabels(axis)).toEqual(['02:00', 'Now'])
})

test('a time zone that the browser does not know is shown in UTC', () => {
  expect(dateIn('2026-11-27T23:30:00Z', 'Mars/Olympus')).toBe('2026-11-27')
  expect(dateIn('2026-11-27T23:30:00Z', 'Europe/Berlin')).toBe('2026-11-28')
})

test('a time names its zone if the clock of the viewer shows another one', () => {
  expect(timeIn('2026-11-27T09:41:00Z', 'Asia/Kathmandu')).toBe('15:26, Asia/Kathmandu')
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  expect(timeIn('2026-11-27T09:41:00Z', own)).not.toContain(',')
})
