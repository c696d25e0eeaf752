import type { ApiDescription, DocumentedCall, Media, Parameter } from './api-document.ts'
import { describeField, describeFields, type Field } from './describe-fields.ts'
import { inventValue } from './invent-value.ts'
import { readErrors, type ShownError } from './read-errors.ts'
import { createResolver, type Resolver } from './resolve.ts'

type Body = {
  readonly type: string
  readonly fields: readonly Field[]
  readonly example: unknown
}

/** Everything that the page of a call shows. */
export type Operation = {
  readonly name: string
  readonly title: string
  readonly tag: string
  readonly method: string
  readonly path: string
  /** Without a full stop, so that it can stand in a list too. */
  readonly summary: string
  /** Markdown. */
  readonly description: string
  /** One of these permissions is needed. Empty: none. */
  readonly scopes: readonly string[]
  /** How a caller may identify itself: `session`, `accessToken`, `apiKey`. Empty: not at all. */
  readonly schemes: readonly string[]
  readonly parameters: Readonly<Record<'path' | 'query' | 'header', readonly Field[]>>
  readonly queryExample: Readonly<Record<string, string>>
  readonly body: Body | null
  readonly answer: Body & { readonly status: string }
  readonly errors: readonly ShownError[]
  /** Of the error that says most about this call. */
  readonly errorExample: { readonly status: string; readonly value: unknown } | null
}

/** The calls of the API in the order of its tags and paths. */
export function readOperations(api: ApiDescription): readonly Operation[] {
  const resolver = createResolver(api)
  const order = (api.tags ?? []).map(({ name }) => name)
  return Object.entries(api.paths)
    .flatMap(([path, calls]) =>
      Object.entries(calls).map(([method, call]) => readOperation(method, path, call, resolver)),
    )
    .toSorted(
      (one, other) =>
        order.indexOf(one.tag) - order.indexOf(other.tag) ||
        one.path.localeCompare(other.path, 'en') ||
        methods.indexOf(one.method) - methods.indexOf(other.method),
    )
}

/** Reading comes before writing. */
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

function readOperation(
  method: string,
  path: string,
  call: DocumentedCall,
  resolver: Resolver,
): Operation {
  const parameters = (call.parameters ?? []).map(resolver.parameter)
  return {
    name: call.operationId,
    title: titleOf(call.operationId),
    tag: call.tags?.[0] ?? 'Other',
    method: method.toUpperCase(),
    path: `/api/v1${path}`,
    summary: call.summary ?? '',
    description: withoutAccess(call.description ?? ''),
    ...accessOf(call),
    parameters: {
      path: fieldsIn('path', parameters, resolver),
      query: fieldsIn('query', parameters, resolver),
      header: fieldsIn('header', parameters, resolver),
    },
    queryExample: Object.fromEntries(
      parameters.flatMap(({ in: place, name, example }) =>
        place === 'query' && example !== undefined ? [[name, textOf(example)]] : [],
      ),
    ),
    body: readBody(call.requestBody?.content, resolver, true),
    answer: readAnswer(call, resolver),
    ...readErrors(call, resolver),
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** `start-user-reset` is "Start user reset". */
function titleOf(name: string): string {
  const words = name
    .replaceAll('-', ' ')
    .replace(/\b(api|sso|saml|oidc)\b/g, (word) => word.toUpperCase())
    .replace('sendgrid', 'SendGrid')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The last paragraph says who may call. The page has a section of its own for that. */
const withoutAccess = (description: string) => description.split('\n\n').slice(0, -1).join('\n\n')

function accessOf({ security = [] }: DocumentedCall) {
  const ways = security.flatMap((way) => Object.entries(way))
  return {
    schemes: [...new Set(ways.map(([scheme]) => scheme))],
    scopes: [...new Set(ways.flatMap(([, scopes]) => scopes))],
  }
}

const fieldsIn = (place: string, parameters: readonly Parameter[], resolver: Resolver): Field[] =>
  parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, required = false, description, schema = {} }) => {
      const described = describeField(schema, resolver)
      return {
        name,
        isRequired: required,
        type: described.type,
        text: description ?? described.text,
      }
    })

function readBody(
  content: Readonly<Record<string, Media>> | undefined,
  resolver: Resolver,
  isRequest: boolean,
): Body | null {
  const [first] = Object.entries(content ?? {})
  if (!first) return null
  const [type, media] = first
  const { schema = {} } = media
  const isData = /json|form/.test(type)
  return {
    type,
    fields: describeFields(schema, resolver),
    example:
      resolver.exampleOf(media) ?? (isData ? inventValue(schema, resolver, { isRequest }) : '…'),
  }
}

function readAnswer({ responses }: DocumentedCall, resolver: Resolver) {
  const [status = '200', answer] =
    Object.entries(responses).find(([code]) => Number(code) < 400) ?? []
  const body = readBody(answer?.content, resolver, false)
  return { status, ...(body ?? { type: '', fields: [], example: undefined }) }
}

/** The page of a call. */
export const operationPage = ({ name }: Pick<Operation, 'name'>): string => `reference/${name}`
