/** RFC 5321, 4.5.3.1.6: octets of a line, without its line end. */
const longestLine = 998

/** Where a line that is too long is broken: well before the limit. */
const preferredLine = 900

/**
 * A part of a mail whose lines appear in the raw mail as they were written. Nodemailer would choose
 * quoted-printable, which breaks every line at 76 characters, even in a link. Some scanners and
 * mail programs then see only half of the link. Null: a single word is longer than a line may be,
 * so only an encoding helps.
 */
export function unfoldedPart(type: 'text/plain' | 'text/html', content: string): string | null {
  const lines = content
    .split(/\r\n?|\n/)
    .map((line) => (type === 'text/html' && isLong(line) ? withSpacesInTags(line) : line))
    .flatMap(brokenAtSpaces)
  if (lines.some((line) => octets(line) > longestLine)) return null
  return [
    `Content-Type: ${type}; charset=utf-8`,
    `Content-Transfer-Encoding: ${isAscii(content) ? '7bit' : '8bit'}`,
    '',
    ...lines,
  ].join('\r\n')
}

export const isAscii = (text: string) => !/\P{ASCII}/u.test(text)

const isLong = (line: string) => octets(line) > preferredLine

/** Counted only where it may matter: no character takes more than three octets a code unit. */
const octets = (line: string) => (line.length * 3 > preferredLine ? Buffer.byteLength(line) : 0)

/**
 * HTML reads `" >` at the end of a tag as `">`, so a link that is also its own text can be broken
 * there.
 */
const withSpacesInTags = (line: string) => line.replaceAll('">', '" >')

function brokenAtSpaces(line: string): string[] {
  const lines: string[] = []
  let rest = line
  while (isLong(rest)) {
    const space = lastSpaceWithin(rest)
    if (space <= 0) break
    lines.push(rest.slice(0, space))
    rest = rest.slice(space + 1)
  }
  return [...lines, rest]
}

/** The last space before the limit, or otherwise the first one after it. */
function lastSpaceWithin(line: string): number {
  const beginning = Buffer.from(line).subarray(0, preferredLine).toString('utf8')
  const space = beginning.lastIndexOf(' ')
  return space > 0 ? space : line.indexOf(' ')
}
