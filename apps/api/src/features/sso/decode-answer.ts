/**
 * The text of a posted answer. Line ends are one character to a parser (XML, 2.11), and to a
 * signature.
 */
export const decodeAnswer = (encoded: string) =>
  Buffer.from(encoded, 'base64').toString('utf8').replace(/\r\n?/g, '\n')
