import { describe, expect, test } from 'vitest'
import { type AccentColours, accentPalette, isReadableAccent } from './accent-palette.ts'

/** WCAG 2.2, written apart from the code under test. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const parts = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0)
  }
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const colours = [
  '#0b5966',
  '#000000',
  '#ffffff',
  '#ffff00',
  '#ff0000',
  '#00ff00',
  '#0000ff',
  '#808080',
  '#777777',
  '#f6a800',
  '#e2001a',
  '#7fdbff',
]

describe.each(colours)('from %s', (colour) => {
  const { light, dark } = accentPalette(colour)

  test.each([
    ['light', light, ['#f7f6f2', '#ffffff', '#efeee8']],
    ['dark', dark, ['#101414', '#181d1d', '#1f2726', '#0b0e0e']],
  ] as [string, AccentColours, string[]][])(
    'words read well in the %s theme',
    (_, theme, grounds) => {
      for (const ground of [...grounds, theme['accent-tint']]) {
        expect(contrast(theme.accent, ground)).toBeGreaterThanOrEqual(4.5)
      }
      for (const fill of [theme.accent, theme['accent-hover']]) {
        expect(contrast(theme['on-accent'], fill)).toBeGreaterThanOrEqual(4.5)
      }
      expect(contrast(theme['on-band'], theme.band)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(theme['brass-on-band'], theme.band)).toBeGreaterThanOrEqual(3)
    },
  )
})

test('a colour that reads well is used as it is, and a light one is darkened', () => {
  expect(accentPalette('#0B5966').light.accent).toBe('#0b5966')
  expect(isReadableAccent('#0B5966')).toBe(true)
  expect(isReadableAccent('#f6a800')).toBe(false)
  expect(accentPalette('#f6a800').light.band).toBe('#f6a800')
})
