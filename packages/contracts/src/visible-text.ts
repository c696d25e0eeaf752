/**
 * Invisible characters: zero-width characters, bidi controls, fillers, variation selectors, tags.
 * They are often copied along with a name from a dialog, a chat or a spreadsheet.
 */
const mark = String.raw`[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]`
const marks = new RegExp(mark, 'gu')

/**
 * Separators that no keyboard types, and a Braille pattern without dots, which look like a space.
 */
const oddBlanks = /[\u2028\u2029\u2800]/g

/** Scripts in which a joiner changes the form of letters (RFC 5892, A.1 and A.2). */
const joining = (
  'Arabic Syriac Nko Mandaic Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu ' +
  'Kannada Malayalam Sinhala Khmer Myanmar Tibetan Balinese Javanese'
).split(' ')
const joined = `[${joining.map((script) => String.raw`\p{Script=${script}}`).join('')}]`
const picture = String.raw`[\p{Extended_Pictographic}\p{Emoji_Modifier}]`

/** Here such a character changes how the name looks, so it belongs to the name. */
const meaningful = [
  String.raw`(?<=${joined})[\u200C\u200D](?=${joined})`,
  String.raw`(?<=${picture}\uFE0F?)\u200D(?=${picture})`,
  String.raw`(?<=\p{Extended_Pictographic})\uFE0F`,
  String.raw`(?<=\p{Ideographic})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]`,
].join('|')
const meaninglessMarks = new RegExp(`(?!${meaningful})${mark}`, 'gu')

/**
 * A name as it is stored and shown, without invisible characters. Joiners stay in Persian and Indic
 * names and in emoji, and variants of Han characters stay too.
 */
export const visibleText = (typed: string): string =>
  isPlain.test(typed) ? typed : typed.replace(meaninglessMarks, '').replace(oddBlanks, ' ')

/** A fast path for nearly all names, which have no such characters and only need lower case. */
const isPlain = /^[ -~]*$/

/** A typed or pasted name, as the page, the API and the import read it. */
export const typedName = (typed: string): string => visibleText(typed).trim()

/**
 * The form in which names are compared: without invisible characters, and with one form per letter.
 */
export const comparedText = (typed: string): string =>
  isPlain.test(typed) ? typed.toLowerCase().trim() : folded(typed)

const folded = (typed: string) =>
  typed.replace(marks, '').replace(oddBlanks, ' ').normalize('NFKC').toLowerCase().trim()
