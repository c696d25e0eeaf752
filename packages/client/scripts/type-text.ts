/** The parts of JSON Schema that zod writes. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly propertyNames?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly description?: string
}

/** The comment of the field at a path below the schema. */
export type CommentAt = (path: readonly string[]) => string | undefined

/** Writes a JSON Schema as a TypeScript type, with a comment above each field that has one. */
export function typeText(
  schema: Schema,
  commentAt: CommentAt,
  path: readonly string[] = [],
): string {
  const inner = (part: Schema) => typeText(part, commentAt, path)
  if (schema.$ref) return schema.$ref.replace('#/$defs/', '')
  if ('const' in schema) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  const options = schema.anyOf ?? schema.oneOf
  if (options) return [...new Set(options.map(inner))].join(' | ')
  if (typeof schema.type === 'object') {
    return schema.type.map((type) => inner({ ...schema, type })).join(' | ')
  }
  if (schema.type === 'array') return `Array<${schema.items ? inner(schema.items) : 'unknown'}>`
  if (schema.type !== 'object') return simpleText(schema)
  return schema.properties ? objectText(schema, commentAt, path) : recordText(schema, inner)
}

const simpleTypes: Record<string, string> = {
  string: 'string',
  boolean: 'boolean',
  null: 'null',
  integer: 'number',
  number: 'number',
}

function simpleText(schema: Schema): string {
  if (schema.type === undefined) return 'unknown'
  const text = simpleTypes[String(schema.type)]
  if (text) return text
  throw new Error(`The client's types have no form for ${JSON.stringify(schema)}.`)
}

const literal = (value: unknown) =>
  typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, '\\$&')}'` : JSON.stringify(value)

function recordText(
  { propertyNames, required, ...schema }: Schema,
  inner: (part: Schema) => string,
) {
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {}
  const keys = propertyNames ? inner(propertyNames) : 'string'
  const record = `Record<${keys}, ${inner(values)}>`
  return keys === 'string' || required ? record : `Partial<${record}>`
}

function objectText(schema: Schema, commentAt: CommentAt, path: readonly string[]): string {
  const fields = Object.entries(schema.properties ?? {}).map(([name, part]) => {
    const below = [...path, name]
    const isRequired = schema.required?.includes(name) === true
    const field = `${keyText(name)}${isRequired ? '' : '?'}: ${typeText(part, commentAt, below)}`
    return (
      comment(commentAt(below) ?? part.description) + field + (isRequired ? '' : ' | undefined')
    )
  })
  return fields.length === 0 ? 'Empty' : `{\n${indent(fields.join('\n'))}\n}`
}

const keyText = (name: string) => (/^\w+$/.test(name) ? name : literal(name))

export const indent = (text: string) => text.replaceAll(/^(?=.)/gm, '  ')

/** A JSDoc comment on lines of its own, or nothing. */
export function comment(text: string | undefined): string {
  if (!text) return ''
  const lines = text.replaceAll('*/', '*\\/').split('\n')
  if (lines.length === 1) return `/** ${lines[0]} */\n`
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`
}
