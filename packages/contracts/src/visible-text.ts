/**
 * Marks that nobody sees: zero-width characters, bidi controls, fillers, variation selectors, tags.
 * They come along when a name is copied from a dialog, a chat or a spreadsheet.
 */
const mark = String.raw`[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]`
const marks = new RegExp(mark, 'gu')

/** Separators that no keyboard types, and a Braille pattern without dots: they look like a space. */
const oddBlanks = /[\u2028\u2029\u2800]/g

/** Scripts whose letters are written differently beside a joiner (RFC 5892, A.1 and A.2). */
const joining = (
  'Arabic Syriac Nko Mandaic Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu ' +
  'Kannada Malayalam Sinhala Khmer Myanmar Tibetan Balinese Javanese'
).split(' ')
const joined = `[${joining.map((script) => String.raw`\p{Script=${script}}`).join('')}]`
const picture = String.raw`[\p{Extended_Pictographic}\p{Emoji_Modifier}]`

/** Where such a mark changes what is seen, it is a part of the name. */
const meaningful = [
  String.raw`(?<=${joined})[\u200C\u200D](?=${joined})`,
  String.raw`(?<=${picture}\uFE0F?)\u200D(?=${picture})`,
  String.raw`(?<=\p{Extended_Pictographic})\uFE0F`,
  String.raw`(?<=\p{Ideographic})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]`,
].join('|')
const meaninglessMarks = new RegExp(`(?!${meaningful})${mark}`, 'gu')

/**
 * A name as it is stored and shown: without the marks that nobody sees. Joiners of Persian and
 * Indic names and of emoji stay, and so do the variants of a Han character.
 */
export const visibleText = (typed: string): string =>
  isPlain.test(typed) ? typed : typed.replace(meaninglessMarks, '').replace(oddBlanks, ' ')

/** Nearly every name: no mark can be in it, and lower case is all that a comparison needs. */
const isPlain = /^[ -~]*$/

/** A name that somebody typed or pasted, as the page, the API and the import read it. */
export const typedName = (typed: string): string => visibleText(typed).trim()

/** What names are compared by: none of those marks counts, and every form of a letter is one. */
export const comparedText = (typed: string): string =>
  isPlain.test(typed) ? typed.toLowerCase().trim() : folded(typed)

const folded = (typed: string) =>
  typed.replace(marks, '').replace(oddBlanks, ' ').normalize('NFKC').toLowerCase().trim()
