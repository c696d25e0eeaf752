import type { ApiDocument } from '../src/http/openapi/component-names.ts'
import { compareSchemas, type Direction, type Schema, type Schemas } from './schema-changes.ts'

type Content = Record<string, { schema?: Schema }>
type Operation = {
  operationId: string
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[]
  requestBody?: { required?: boolean; content: Content }
  responses: Record<string, { content?: Content }>
  security?: Record<string, string[]>[]
}

/** A document as `apiDocument` makes it, of this release or of an earlier one. */
export type Released = Pick<ApiDocument, 'paths' | 'components'>

/**
 * What could break a client that was written for the earlier document, one sentence each. New
 * operations, answer fields and optional request fields break nothing.
 */
export function findBreakingChanges(before: Released, now: Released): string[] {
  const operationsNow = operationsOf(now)
  const [schemasBefore, schemasNow] = [schemasOf(before), schemasOf(now)]
  const compare: Compare = (where, one = {}, other = {}, direction) =>
    compareSchemas(
      where,
      { schema: one, schemas: schemasBefore },
      { schema: other, schemas: schemasNow },
      direction,
    )
  return [...operationsOf(before)].flatMap(([at, operation]) => {
    const counterpart = operationsNow.get(at)
    if (!counterpart) return [`${at} was removed`]
    return [
      ...compareOperation(operation, counterpart),
      ...compareParameters(operation, counterpart, compare),
      ...compareBody(operation, counterpart, compare),
      ...compareResponses(operation, counterpart, compare),
    ].map((change) => `${at}: ${change}`)
  })
}

const schemasOf = ({ components }: Released) => (components?.schemas ?? {}) as Schemas

const operationsOf = ({ paths = {} }: Released): Map<string, Operation> =>
  new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(
        ([method, operation]): [string, Operation] => [
          `${method.toUpperCase()} ${path}`,
          operation,
        ],
      ),
    ),
  )

/** Generated clients name their methods by the operation's id. */
function compareOperation(before: Operation, now: Operation): string[] {
  const ways = (operation: Operation) =>
    (operation.security ?? []).map((way) => JSON.stringify(way))
  const isOpenNow = ways(now).length === 0
  const closed = ways(before).filter((way) => !isOpenNow && !ways(now).includes(way))
  return [
    ...(before.operationId === now.operationId
      ? []
      : [`operationId ${before.operationId} is now ${now.operationId}`]),
    ...closed.map((way) => `a caller with ${way} is no longer let in`),
    ...(ways(before).length === 0 && !isOpenNow ? ['it is no longer public'] : []),
  ]
}

type Compare = (
  at: string,
  before: Schema | undefined,
  now: Schema | undefined,
  direction: Direction,
) => readonly string[]

function compareParameters(before: Operation, now: Operation, compare: Compare): string[] {
  const key = (each: { name: string; in: string }) => `${each.in} parameter ${each.name}`
  const earlier = new Map((before.parameters ?? []).map((each) => [key(each), each]))
  const later = new Map((now.parameters ?? []).map((each) => [key(each), each]))
  return [
    ...[...earlier].flatMap(([name, each]) => {
      const counterpart = later.get(name)
      if (!counterpart) return [`${name} was removed`]
      return compare(name, each.schema, counterpart.schema, 'request')
    }),
    ...[...later]
      .filter(([name, each]) => each.required && !earlier.get(name)?.required)
      .map(([name]) => `${name} is required now`),
  ]
}

function compareBody(before: Operation, now: Operation, compare: Compare): string[] {
  const earlier = before.requestBody
  const later = now.requestBody
  if (!earlier) return later?.required ? ['a request body is required now'] : []
  if (!later) return ['the request body was removed']
  return [
    ...(later.required && !earlier.required ? ['the request body is required now'] : []),
    ...compareContent('body', earlier.content, later.content, 'request', compare),
  ]
}

/** A new status is no break: problems have a code, and clients must expect ones they don't know. */
function compareResponses(before: Operation, now: Operation, compare: Compare): string[] {
  return Object.entries(before.responses).flatMap(([status, { content = {} }]) => {
    const counterpart = now.responses[status]
    if (!counterpart) return [`status ${status} was removed`]
    return compareContent(`answer ${status}`, content, counterpart.content ?? {}, 'answer', compare)
  })
}

const compareContent = (
  at: string,
  before: Content,
  now: Content,
  direction: Direction,
  compare: Compare,
) =>
  Object.entries(before).flatMap(([type, { schema }]) => {
    const counterpart = now[type]
    if (!counterpart) return [`${at} in ${type} was removed`]
    return compare(at, schema, counterpart.schema, direction)
  })
