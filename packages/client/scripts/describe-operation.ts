import type * as z from 'zod/mini'
import { accessNote } from '../../../apps/api/src/http/openapi/operation.ts'
import { paging } from '../../contracts/src/lists.ts'
import type { Contract } from '../../contracts/src/route.ts'
import type { OperationKind } from '../src/operation.ts'
import type { TypedSchemas } from './contract-schemas.ts'
import { comment, type Schema, typeText } from './type-text.ts'

/** What the client's source needs to know of a contract. */
export type Described = {
  readonly name: string
  readonly path: string
  readonly kind: OperationKind
  /** The declarations of its input and answer. */
  readonly types: string
  /** Its line in the interface of the client, with its comment. */
  readonly member: string
}

type Named = { readonly name: string; readonly contract: Contract }

export function describeOperation(named: Named, schemas: TypedSchemas): Described {
  const { name, contract } = named
  const kind = kindOf(contract)
  const [input, answer] = [inputText(named, schemas), answerText(named, schemas)]
  const title = typeName(name)
  const isNamed = (text: string) => !text.startsWith('{')
  const declare = (suffix: string, text: string) =>
    isNamed(text) ? '' : `export interface ${title}${suffix} ${text}\n`
  const nameOf = (suffix: string, text: string) => (isNamed(text) ? text : `${title}${suffix}`)
  const types = [declare('Input', input), declare('Answer', answer)].filter(Boolean).join('\n')
  const [takes, gives] = [nameOf('Input', input), nameOf('Answer', answer)]
  const member = `${comment(about(named, schemas))}${name}: ${typeOf(kind)}<${takes}, ${gives}>\n`
  return { name, path: contract.path, kind, types, member }
}

const typeName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

const typeOf = ({ hasCsv, isList }: OperationKind) =>
  hasCsv ? 'ListAndCsv' : isList ? 'List' : 'Call'

function kindOf(contract: Contract): OperationKind {
  const { method, path, query, body, streams } = contract
  const answersWith = answerKind(contract)
  return {
    method,
    ...(body && { hasBody: true }),
    ...(answersWith && { answersWith }),
    ...(query && 'cursor' in shapeOf(query) && { isList: true }),
    ...(streams && { hasCsv: true }),
    // A second try would be refused, since the current password isn't current any more.
    ...(path === '/account/password' && { isOnce: true }),
  }
}

const answerKind = ({ answer, answersIn }: Contract): OperationKind['answersWith'] =>
  answer === null ? 'nothing' : answersIn && 'text'

const shapeOf = (schema: z.ZodMiniType | undefined): Record<string, z.ZodMiniType> =>
  ((schema as z.ZodMiniObject | undefined)?._zod.def.shape as Record<string, z.ZodMiniType>) ?? {}

/** Parameters, query and body in one object, since no operation has a name in two of them. */
function inputText({ name, contract }: Named, schemas: TypedSchemas): string {
  const parts = (['params', 'query', 'body'] as const).flatMap((part) => {
    const schema = contract[part]
    return schema
      ? [{ part, schema: schemas.toSchema(schema, 'input'), shape: shapeOf(schema) }]
      : []
  })
  const [only] = parts
  if (parts.length === 1 && only?.schema.$ref) return typeText(only.schema, () => undefined)
  const names = parts.flatMap(({ schema }) => Object.keys(schema.properties ?? {}))
  const twice = names.find((each, at) => names.indexOf(each) !== at)
  if (twice) throw new Error(`${name} has ${twice} twice among its parameters, query and body.`)
  const merged: Schema = {
    type: 'object',
    properties: Object.assign({}, ...parts.map(({ schema, shape }) => looser(schema, shape))),
    required: parts.flatMap(({ schema }) => schema.required ?? []),
  }
  const commentAt = (path: readonly string[]) =>
    parts.map(({ part }) => schemas.commentAt([name, part, ...path])).find(Boolean)
  return typeText(merged, (path) => commentAt(path) ?? schemas.commentAt(['paging', ...path]))
}

/** A query is text, but callers give numbers. */
const looser = ({ properties = {} }: Schema, shape: Record<string, z.ZodMiniType>) =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      shape[name] === paging.limit ? { type: 'integer' } : schema,
    ]),
  )

function answerText({ name, contract }: Named, schemas: TypedSchemas): string {
  if (!contract.answer) return 'void'
  const commentAt = (path: readonly string[]) => schemas.commentAt([name, 'answer', ...path])
  return typeText(schemas.toSchema(contract.answer, 'output'), commentAt)
}

/** The summary, what the contract's comment adds, and who may call it. */
function about({ name, contract }: Named, schemas: TypedSchemas): string {
  const { summary, method, path, problems } = contract
  return [
    `${summary}. ${accessNote(contract)}`,
    ...[schemas.commentAt([name])].filter((text) => text !== undefined),
    `\`${method} ${path}\`${problems.length > 0 ? `, problems: ${problems.join(', ')}` : ''}`,
  ].join('\n\n')
}
