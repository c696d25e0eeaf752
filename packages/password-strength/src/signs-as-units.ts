/**
 * zxcvbn counts UTF-16 units, so an emoji of a family would count as eight signs. Here each sign of
 * several units becomes one unit of the private use area. Signs with neighbouring code points stay
 * neighbours, so that 😀😁😂 is found as a sequence.
 */
const firstUnit = 0xe000
const closestStrangers = 50
const farthestNeighbours = 5

/** zxcvbn's patterns don't match across line ends either. */
const lineEnds = /[\n\r\u2028\u2029]/g
const signs = new Intl.Segmenter('en', { granularity: 'grapheme' })

export function signsAsUnits(password: string): string {
  const line = password.replace(lineEnds, ' ')
  if (!/[\p{M}\p{Cf}\ud800-\udfff]|[^\0-\uffff]/u.test(line)) return line
  const split = [...signs.segment(line)].map(({ segment }) => segment)
  const units = unitsFor(split.filter((sign) => sign.length > 1))
  return split.map((sign) => units.get(sign) ?? sign).join('')
}

function unitsFor(long: readonly string[]): Map<string, string> {
  const codeOf = (sign: string) => sign.codePointAt(0) ?? 0
  const sorted = [...new Set(long)].sort((one, other) => codeOf(one) - codeOf(other))
  const units = new Map<string, string>()
  let unit = firstUnit
  sorted.forEach((sign, index) => {
    const distance = codeOf(sign) - codeOf(sorted[index - 1] ?? sign)
    unit += distance > 0 && distance <= farthestNeighbours ? distance : closestStrangers
    units.set(sign, String.fromCharCode(unit))
  })
  return units
}
