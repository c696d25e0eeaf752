/** The part of a schema that decides whether old clients still work. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
}

/** The schemas that a document's references lead to. */
export type Schemas = Readonly<Record<string, Schema>>

type Side = { readonly schema: Schema; readonly schemas: Schemas }
export type Direction = 'request' | 'answer'

/** What could break a client, one sentence each, with the field that it is about. */
export function compareSchemas(
  at: string,
  before: Side,
  now: Side,
  direction: Direction,
): readonly string[] {
  const earlier = byType(before)
  const later = byType(now)
  const [needed, given] = direction === 'request' ? [earlier, later] : [later, earlier]
  const missing = [...needed.keys()].filter((type) => !given.has(type) && !given.has('any'))
  const verb = direction === 'request' ? 'no longer takes' : 'may now be'
  return [
    ...missing.map((type) => `${at} ${verb} ${type}`),
    ...[...earlier].flatMap(([type, one]) => {
      const other = later.get(type)
      return other ? compareAlternatives(at, one, other, { before, now }, direction) : []
    }),
  ]
}

type Alternatives = readonly Schema[]

/** The alternatives of a schema by JSON type. An integer is a number of its own. */
const byType = ({ schema, schemas }: Side): Map<string, Alternatives> =>
  Map.groupBy(alternatives(schema, schemas), ({ type }) => String(type ?? 'any'))

function alternatives(schema: Schema, schemas: Schemas): readonly Schema[] {
  if (schema.$ref !== undefined) {
    return alternatives(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas)
  }
  if (schema.anyOf) return schema.anyOf.flatMap((each) => alternatives(each, schemas))
  if (typeof schema.type === 'string' || !schema.type) return [schema]
  // A null has none of the fields that stand beside it.
  return schema.type.map((type) => (type === 'null' ? { type } : { ...schema, type }))
}

function compareAlternatives(
  at: string,
  earlier: Alternatives,
  later: Alternatives,
  { before, now }: { readonly before: Side; readonly now: Side },
  direction: Direction,
): readonly string[] {
  const [one = {}, other = {}] = [earlier[0], later[0]]
  const isSingle = earlier.length === 1 && later.length === 1
  const inner = (part: string, schema: Schema | undefined, counterpart: Schema | undefined) =>
    schema && counterpart
      ? compareSchemas(part, { ...before, schema }, { ...now, schema: counterpart }, direction)
      : []
  return [
    ...(direction === 'request' ? compareValues(at, earlier, later) : []),
    ...(isSingle ? compareFormats(at, one, other, direction) : []),
    ...(isSingle && direction === 'request' ? compareBounds(at, one, other) : []),
    ...compareFields(at, one, other, direction),
    ...Object.entries(one.properties ?? {}).flatMap(([name, field]) =>
      inner(`${at}.${name}`, field, other.properties?.[name]),
    ),
    ...inner(`${at}[]`, one.items, other.items),
  ]
}

/** A request may no longer have a value that it could have. */
function compareValues(at: string, earlier: Alternatives, later: Alternatives) {
  const [were, are] = [valuesOf(earlier), valuesOf(later)]
  if (!are) return []
  if (!were) return [`${at} only takes listed values now`]
  return were
    .filter((value) => !are.includes(value))
    .map((value) => `${at} no longer takes ${JSON.stringify(value)}`)
}

/** Null: any value. */
function valuesOf(each: Alternatives): readonly unknown[] | null {
  const lists = each.map((one) => one.enum ?? ('const' in one ? [one.const] : null))
  return lists.every((list) => list !== null) ? lists.flat() : null
}

function compareFormats(at: string, one: Schema, other: Schema, direction: Direction) {
  const promised = direction === 'request' ? other.format : one.format
  const isKept = promised === undefined || one.format === other.format
  return isKept ? [] : [`${at} has the format ${other.format ?? 'any'}, not ${one.format ?? 'any'}`]
}

const lower = ['minimum', 'minLength'] as const
const upper = ['maximum', 'maxLength', 'maxItems'] as const

function compareBounds(at: string, one: Schema, other: Schema): readonly string[] {
  const tightened = [
    ...lower.filter((name) => (other[name] ?? -Infinity) > (one[name] ?? -Infinity)),
    ...upper.filter((name) => (other[name] ?? Infinity) < (one[name] ?? Infinity)),
  ]
  return tightened.map((name) => `${at} has the ${name} ${other[name]}, not ${one[name] ?? 'none'}`)
}

function compareFields(at: string, one: Schema, other: Schema, direction: Direction) {
  const [were, are] = [Object.keys(one.properties ?? {}), Object.keys(other.properties ?? {})]
  const isRequired = ({ required = [] }: Schema, name: string) => required.includes(name)
  const removed = were
    .filter((name) => !are.includes(name))
    .map((name) => `${at}.${name} was removed`)
  const changed =
    direction === 'request'
      ? are
          .filter((name) => isRequired(other, name) && !isRequired(one, name))
          .map((name) => `${at}.${name} is required now`)
      : were
          .filter((name) => are.includes(name) && isRequired(one, name) && !isRequired(other, name))
          .map((name) => `${at}.${name} may be missing now`)
  return [...removed, ...changed]
}
