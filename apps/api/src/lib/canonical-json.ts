/**
 * Writes each value in exactly one way: keys sorted, no blanks, without what JSON can't express.
 * `jsonb` keeps neither the order nor the spelling of its input, so digests are made over this
 * form.
 */
export function canonicalJson(value: unknown): string {
  return write(JSON.parse(JSON.stringify(value ?? null, wellFormed)))
}

/**
 * For JSON.stringify: PostgreSQL refuses half of a surrogate pair in JSON. Both what is stored and
 * its digest have U+FFFD instead, so that they agree.
 */
export const wellFormed = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`).join(',')}}`
}
