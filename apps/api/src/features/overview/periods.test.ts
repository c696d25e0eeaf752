import { describe, expect, test } from 'vitest'
import { hour, minute } from '../../lib/clock.ts'
import { periodsUntil } from './periods.ts'

const told = (now: string, days: number, zone: string) => {
  const { step, starts, end } = periodsUntil(new Date(now), days, zone)
  const all = [...starts, end]
  const lengths = starts.map((from, index) => (all[index + 1]?.getTime() ?? 0) - from.getTime())
  return { step, starts: starts.map((at) => at.toISOString()), end: end.toISOString(), lengths }
}

describe('days', () => {
  test('begin at midnight of the time zone, and today is the last one', () => {
    expect(told('2026-11-27T09:41:00Z', 3, 'Europe/Berlin')).toEqual({
      step: 'day',
      starts: ['2026-11-24T23:00:00.000Z', '2026-11-25T23:00:00.000Z', '2026-11-26T23:00:00.000Z'],
      end: '2026-11-27T23:00:00.000Z',
      lengths: [24 * hour, 24 * hour, 24 * hour],
    })
  })

  test.each([
    ['Europe/Berlin', '2026-03-30T08:00:00Z', [24, 23, 24]],
    ['Europe/Berlin', '2026-10-26T08:00:00Z', [24, 25, 24]],
    // Clocks change by half an hour.
    ['Australia/Lord_Howe', '2026-04-06T02:00:00Z', [24, 24.5, 24]],
    ['Australia/Lord_Howe', '2026-10-05T02:00:00Z', [24, 23.5, 24]],
    // Midnight doesn't exist on the day on which clocks go forward.
    ['America/Santiago', '2026-09-07T12:00:00Z', [24, 23, 24]],
    // 23:00 happens twice on the day before clocks go back.
    ['America/Santiago', '2026-04-05T12:00:00Z', [24, 25, 24]],
    // Midnight happens twice.
    ['America/Havana', '2026-11-02T12:00:00Z', [24, 25, 24]],
    ['Africa/Cairo', '2026-04-25T12:00:00Z', [24, 23, 24]],
  ])('are as long as they are in %s around %s', (zone, now, hours) => {
    expect(told(now, 3, zone).lengths).toEqual(hours.map((count) => count * hour))
  })

  test.each([
    ['Asia/Kathmandu', '2026-11-26T18:15:00.000Z'],
    ['Asia/Kolkata', '2026-11-26T18:30:00.000Z'],
    ['America/St_Johns', '2026-11-27T03:30:00.000Z'],
    ['Pacific/Chatham', '2026-11-26T10:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-26T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-11-26T11:00:00.000Z'],
  ])('begin in %s at %s', (zone, start) => {
    expect(told('2026-11-27T09:41:00Z', 3, zone).starts.at(-1)).toBe(start)
  })

  test('leave out a date that a time zone skipped', () => {
    // Samoa moved to the other side of the date line: 29 December was followed by 31 December.
    const { starts, lengths } = told('2011-12-31T12:00:00Z', 3, 'Pacific/Apia')
    expect(starts).toEqual([
      '2011-12-29T10:00:00.000Z',
      '2011-12-30T10:00:00.000Z',
      '2011-12-31T10:00:00.000Z',
    ])
    expect(lengths).toEqual([24 * hour, 24 * hour, 24 * hour])
  })

  test('begin on the instant of midnight', () => {
    const { starts, end } = told('2026-11-27T00:00:00Z', 3, 'UTC')
    expect(starts.at(-1)).toBe('2026-11-27T00:00:00.000Z')
    expect(end).toBe('2026-11-28T00:00:00.000Z')
  })
})

describe('hours', () => {
  test('are the last 24 or 48 of the time zone, with the running one', () => {
    const { step, starts, end } = told('2026-11-27T09:41:00Z', 1, 'Asia/Kathmandu')
    expect(step).toBe('hour')
    expect(starts).toHaveLength(24)
    expect(starts.at(-1)).toBe('2026-11-27T09:15:00.000Z')
    expect(end).toBe('2026-11-27T10:15:00.000Z')
    expect(told('2026-11-27T09:41:00Z', 2, 'UTC').starts).toHaveLength(48)
  })

  test('that happen twice are two periods', () => {
    const { starts, lengths } = told('2026-10-25T03:00:00Z', 1, 'Europe/Berlin')
    expect(starts.slice(-3)).toEqual([
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
      '2026-10-25T03:00:00.000Z',
    ])
    expect(new Set(lengths)).toEqual(new Set([hour]))
  })

  test('have no gaps where clocks change by half an hour', () => {
    const { lengths } = told('2026-04-05T02:00:00Z', 1, 'Australia/Lord_Howe')
    expect(lengths.every((length) => length === hour || length === 30 * minute)).toBe(true)
  })
})
