/**
 * The ways to read a password, besides as typed. An attacker who guesses "password" also guesses
 * "ｐａｓｓｗｏｒｄ", "раssword" and "ppaasssswwoorrdd". So each reading is searched for words, sequences
 * and neighbouring keys, and a match counts for its place in the password.
 */
import { foldForms, foldLetters } from './fold-letters.ts'
import { keyboardsOf, wrongKeyboards } from './keyboards.ts'
import { asCyrillic, asLatin, withoutSigns, withoutSignsButL } from './look-alikes.ts'

/** Unit `n` of the text was read from the password's units `starts[n]` to `ends[n]`. */
export interface Reading {
  readonly text: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

interface Readings {
  /** Readings that are searched for everything. */
  readonly whole: readonly Reading[]
  /** Readings that are searched only for words, as other matches in them would be chance. */
  readonly forWords: readonly Reading[]
  /**
   * Readings that are searched for words of four letters or more, as short ones occur by chance.
   */
  readonly forLongWords: readonly Reading[]
}

interface Part {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A sign with the marks on it; the half-width marks of kana are letters by their category. */
const signWithMarks = /[\s\S][\p{M}\uff9e\uff9f]*/gu

export function readingsOf(password: string): Readings {
  const signs = [...password.matchAll(signWithMarks)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length - 1,
  }))
  const plain = read(signs, lowerForms)
  const folded = read(signs, foldLetters)
  const latin = read(signs, (sign) => foldLetters([...foldForms(sign)].map(asLatin).join('')))
  const texts = [plain, folded, collapse(plain), collapse(folded)]
  return {
    whole: distinct([...texts, latin, ...readCyrillic(signs), ...texts.flatMap(readKeys)]),
    forWords: distinct([
      read(partsOf(folded), withoutSigns),
      read(partsOf(folded), withoutSignsButL),
      reverse(folded),
    ]),
    forLongWords: /[a-z]/i.test(password) ? wrongKeyboards.map((keys) => typeOn(keys, signs)) : [],
  }
}

const lowerForms = (sign: string) => foldForms(sign).toLowerCase()

function readCyrillic(signs: readonly Part[]): Reading[] {
  if (!signs.some(({ text }) => /\p{Script=Cyrillic}/u.test(text))) return []
  return [
    read(signs, (sign) =>
      foldLetters([...sign].map((letter) => asCyrillic(withoutSigns(letter))).join('')),
    ),
  ]
}

/** The QWERTY keys that were pressed, for each keyboard that has the letters. */
const readKeys = (reading: Reading): Reading[] =>
  keyboardsOf(reading.text).map((keys) => read(partsOf(reading), (unit) => keys.get(unit) ?? unit))

/** What the same keys write on another keyboard: "ghbdtn" becomes привет. */
const typeOn = (keys: ReadonlyMap<string, string>, signs: readonly Part[]): Reading =>
  read(signs, (sign) => foldLetters(keys.get(sign) ?? keys.get(sign.toLowerCase()) ?? sign))

/** "aabbcc" as "abc", "ppaassssww" as "passw"; where only some letters are doubled, each once. */
function collapse(reading: Reading): Reading {
  const runs: (Part & { count: number })[] = []
  for (const part of partsOf(reading)) {
    const last = runs.at(-1)
    if (last?.text === part.text)
      runs.splice(-1, 1, { ...last, end: part.end, count: last.count + 1 })
    else runs.push({ ...part, count: 1 })
  }
  const least = Math.min(...runs.map(({ count }) => count))
  const times = (count: number) => (least === 1 ? 1 : Math.round(count / least))
  return joined(runs.map((run) => ({ ...run, text: run.text.repeat(times(run.count)) })))
}

const reverse = ({ text, starts, ends }: Reading): Reading => ({
  text: text.split('').reverse().join(''),
  starts: starts.toReversed(),
  ends: ends.toReversed(),
})

const read = (parts: readonly Part[], change: (text: string) => string): Reading =>
  joined(parts.map((part) => ({ ...part, text: change(part.text) })))

const partsOf = ({ text, starts, ends }: Reading): Part[] =>
  text.split('').map((unit, at) => ({ text: unit, start: starts[at] ?? 0, end: ends[at] ?? 0 }))

function joined(parts: readonly Part[]): Reading {
  const units = parts.flatMap((part) => part.text.split('').map(() => part))
  return {
    text: parts.map(({ text }) => text).join(''),
    starts: units.map(({ start }) => start),
    ends: units.map(({ end }) => end),
  }
}

const distinct = (readings: readonly Reading[]): Reading[] => [
  ...new Map(readings.map((reading) => [reading.text, reading])).values(),
]
