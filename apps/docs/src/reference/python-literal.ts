/** A value of JSON as Python writes it. */
export function pythonLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return wrap('[', value.map(pythonLiteral), ']')
  if (typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.entries(value)
  return wrap(
    '{',
    fields.map(([name, each]) => `${JSON.stringify(name)}: ${pythonLiteral(each)}`),
    '}',
  )
}

function wrap(open: string, parts: readonly string[], close: string): string {
  if (parts.length === 0) return `${open}${close}`
  return `${open}\n    ${parts
    .map((part) => `${part},`)
    .join('\n')
    .replaceAll('\n', '\n    ')}\n${close}`
}
