/**
 * One form for letters that people and guessing tools treat as the same. It has lower case, no
 * accents, half width, the digits 0–9, hiragana for katakana, and Hangul as the typed jamo. Words
 * are stored and passwords are read in this form.
 */

/** Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic, joiners. */
const marks =
  /[\u0300-\u036f]|[\u0591-\u05c7]|\u0640|[\u064b-\u065f]|\u0670|\u200b|\u200c|\u200d|\u2060|\ufe0f/g

const singles: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
}

export function foldLetters(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  const plain = text.normalize('NFKD').replace(marks, '').normalize('NFC').toLowerCase()
  return [...keepSaraAm(plain)].map(foldLetter).join('')
}

/** People also type "schlüssel" as "schlussel" and as "schluessel". */
export function foldedForms(word: string): string[] {
  if (isAscii(word)) return [word.toLowerCase()]
  const spelled = word.toLowerCase().replace(/[äöüåø]/g, (letter) => spelledOut[letter] ?? letter)
  return [...new Set([foldLetters(word), foldLetters(spelled)])]
}

const spelledOut: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }

/** Compatibility forms, such as full width, and other scripts' digits; case and accents stay. */
export const foldForms = (text: string) =>
  isAscii(text)
    ? text
    : [...keepSaraAm(text.normalize('NFKC'))].map((sign) => asciiDigit(sign) ?? sign).join('')

/** Thai's "ำ" is one key, but the compatibility forms split it. */
const keepSaraAm = (text: string) => text.replaceAll('\u0e4d\u0e32', '\u0e33')

const isAscii = (text: string) => /^[ -~]*$/.test(text)

function foldLetter(letter: string): string {
  if (letter <= '\x7f') return letter
  const code = letter.codePointAt(0) ?? 0
  if (code >= 0x30a1 && code <= 0x30f6) return String.fromCodePoint(code - 0x60)
  if (code >= 0xac00 && code <= 0xd7a3) return jamoOf(code - 0xac00)
  return singles[letter] ?? oldJamo(letter) ?? asciiDigit(letter) ?? letter
}

/** A script's digits are ten consecutive code points. Unicode's `Nd` contains nothing else. */
function asciiDigit(sign: string): string | null {
  if (sign <= '\x7f' || !/^\p{Nd}$/u.test(sign)) return null
  const code = sign.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--
  return String(code - zero)
}

const initials = 'ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(' ')
const vowels = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(
  ' ',
)
const finals =
  ' ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(
    ' ',
  )

/** A syllable as the keys of the two-set keyboard: 값 is ㄱㅏㅂㅅ. */
const jamoOf = (index: number) =>
  `${initials[Math.floor(index / 588)]}${vowels[Math.floor((index % 588) / 28)]}${finals[index % 28]}`

/** NFKD turns a single typed ㄱ into the jamo for joining, U+1100; this turns it back. */
function oldJamo(letter: string): string | null {
  const code = letter.codePointAt(0) ?? 0
  if (code >= 0x1100 && code <= 0x1112) return initials[code - 0x1100] ?? null
  if (code >= 0x1161 && code <= 0x1175) return vowels[code - 0x1161] ?? null
  if (code >= 0x11a8 && code <= 0x11c2) return finals[code - 0x11a7] ?? null
  return null
}
