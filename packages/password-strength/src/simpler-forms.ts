/**
 * What is left of a password without a habit that is common and known to guessing tools. zxcvbn
 * counts each piece as a choice of its own, with 10,000 ways or more. So the rest is judged
 * separately, and multiplied by the number of ways of the habit.
 */
interface SimplerForm {
  readonly parts: readonly string[]
  /** The factor by which the habit multiplies the guesses. */
  readonly ways: number
}

export const simplerForms = (password: string): SimplerForm[] =>
  [withoutDecorations(password), withoutSecondTimes(password), untangled(password)].filter(
    (form) => form !== null,
  )

const shortestMiddle = 3

/** "Summer2026!!" is "summer" with what people add if digits and symbols are required. */
function withoutDecorations(password: string): SimplerForm | null {
  const [, before = '', middle = '', after = ''] =
    /^([^\p{L}\p{M}]*)(.*?)([^\p{L}\p{M}]*)$/su.exec(password) ?? []
  if (before + after === '' || [...middle].length < shortestMiddle) return null
  return { parts: [middle], ways: waysOf(before) * waysOf(after) }
}

const pieces = /\p{Nd}+|[^\p{Nd}]+/gu

const waysOf = (decoration: string) =>
  (decoration.match(pieces) ?? []).reduce((ways, piece) => ways * waysOfPiece([...piece]), 1)

/** "!!", "12345", "1111", "2024", and then any digits or signs, ten ways each as in zxcvbn. */
function waysOfPiece(signs: readonly string[]): number {
  const text = signs.join('')
  const any = 10 ** signs.length
  const isOne = new Set(signs).size === 1
  if (isOne && !/\p{Nd}/u.test(text)) return 10
  if (isOne || rows.some((row) => row.includes(text))) return signs.length > 2 ? 20 : any
  return /^(19|20)\d\d$/.test(text) ? 100 : any
}

const rows = [
  '012345678901234567890',
  '098765432109876543210',
  '!@#$%^&*()',
  '!"#$%&\'()',
  '!"§$%&/()',
]

const shortestSecondTime = 4
const waysToRepeat = 2

/** "summer2026summer" is no harder to guess than "summer2026". */
function withoutSecondTimes(password: string): SimplerForm | null {
  const lower = password.toLowerCase()
  if (lower.length !== password.length) return null
  for (let length = Math.floor(lower.length / 2); length >= shortestSecondTime; length--) {
    for (let first = 0; first + 2 * length <= lower.length; first++) {
      const second = lower.indexOf(lower.slice(first, first + length), first + length)
      if (second === -1) continue
      const once = password.slice(0, second) + password.slice(second + length)
      return { parts: [once], ways: waysToRepeat }
    }
  }
  return null
}

/** "a1b2c3" is "abc" and "123", one sign of each in turn. */
function untangled(password: string): SimplerForm | null {
  if (!/^(\p{L}\P{L})+\p{L}?$|^(\P{L}\p{L})+\P{L}?$/u.test(password)) return null
  const signs = [...password]
  const everySecond = (from: number) => signs.filter((_, at) => at % 2 === from).join('')
  return { parts: [everySecond(0), everySecond(1)], ways: 2 }
}
