import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { logo, mostLogoBytes, pngSize } from './logo.ts'

/** The beginning of a PNG, as far as it is read. */
function png(width: number, height: number, more = Buffer.alloc(0)): string {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  return Buffer.concat([head, size, deflateSync(Buffer.alloc(64)), more]).toString('base64')
}

const isAccepted = (given: string) => logo.safeParse(given).success

test('reads the size of a PNG from its beginning', () => {
  expect(pngSize(png(400, 120))).toEqual({ width: 400, height: 120 })
})

test.each([
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')],
  ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex').toString('base64')],
  ['a PNG that is too wide', png(1_025, 10)],
  ['a PNG without height', png(10, 0)],
  ['a PNG of too many bytes', png(10, 10, Buffer.alloc(mostLogoBytes))],
  ['a data URL', `data:image/png;base64,${png(10, 10)}`],
  ['nothing', ''],
])('refuses %s', (_, given) => {
  expect(isAccepted(given)).toBe(false)
})

test('accepts a PNG of the largest size', () => {
  expect(isAccepted(png(1_024, 1_024))).toBe(true)
})
