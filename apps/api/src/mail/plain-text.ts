/** The width of a plain part, in columns (RFC 5322, 2.1.1 recommends 78 at most). */
const columns = 78

/** A link or a code: alone on its line and never broken. */
type OwnLine = { readonly alone: string }

/** Paragraphs with an empty line between them. A paragraph of several lines is an array. */
type PlainParagraph = string | OwnLine | readonly (string | OwnLine)[]

export const alone = (value: string): OwnLine => ({ alone: value })

/** The plain part of a mail, wrapped at 78 columns except for links and codes. */
export function plainText(paragraphs: readonly PlainParagraph[]): string {
  const lines = (line: string | OwnLine) => (typeof line === 'string' ? wrapped(line) : line.alone)
  const blocks = paragraphs.map((paragraph) =>
    Array.isArray(paragraph)
      ? paragraph.map(lines).join('\n')
      : lines(paragraph as string | OwnLine),
  )
  return `${blocks.join('\n\n')}\n`
}

/** Breaks between words; a word that is wider than a line is split. */
function wrapped(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap(cut)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length <= columns) {
      line = longer
      continue
    }
    lines.push(line)
    line = word
  }
  return [...lines, line].join('\n')
}

const cut = (word: string): string[] =>
  word !== '' && word.length <= columns ? [word] : (word.match(piece) ?? [])

const piece = new RegExp(`.{1,${columns}}`, 'gsu')
