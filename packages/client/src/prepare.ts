import { checkToken, type Settings } from './client-options.ts'
import type { CallOptions, Operation } from './operation.ts'

/** Everything that all tries of a call have in common. */
export interface Prepared {
  readonly operation: Operation
  readonly url: string
  readonly headers: Headers
  /** Text or bytes, never a stream, because a retry sends it again. */
  readonly body: string | Uint8Array<ArrayBuffer> | undefined
  /** True: calling it several times has the effect of one call. */
  readonly isRepeatable: boolean
  readonly hasKey: boolean
  readonly asCsv: boolean
}

type Input = Readonly<Record<string, unknown>>
type Plain = string | number | boolean

const bodyTypes = [
  ['json', 'application/json'],
  ['raw', 'application/json'],
  ['form', 'application/x-www-form-urlencoded'],
  ['mail', 'message/rfc822'],
] as const

/** @throws TypeError if the input leads to no call, or to another one than it was meant for */
export function prepare(
  name: string,
  operation: Operation,
  given: { readonly input: Input; readonly options: CallOptions; readonly asCsv: boolean },
  { base, isProgram }: Settings,
): Prepared {
  const { method } = operation
  const { input, options, asCsv } = given
  const [, bodyType] = bodyTypes.find(([trait]) => operation.has(trait)) ?? []
  const [path, rest] = fillPath(name, operation.path, input)
  const query = bodyType ? '' : queryOf(rest)
  // Rekey only reads the key from programs, and other pages may not send it.
  const hasKey = method === 'POST' && isProgram
  return {
    operation,
    url: `${base}${path}${query && `?${query}`}`,
    headers: headersFor({ options, bodyType, hasKey, asCsv }),
    body: bodyOf(operation, rest),
    isRepeatable: !operation.has('once') && (hasKey || ['GET', 'PUT', 'DELETE'].includes(method)),
    hasKey,
    asCsv,
  }
}

function headersFor(call: {
  readonly options: CallOptions
  readonly bodyType: string | undefined
  readonly hasKey: boolean
  readonly asCsv: boolean
}): Headers {
  const { options, bodyType, hasKey, asCsv } = call
  const headers = new Headers(options.headers)
  headers.set('accept', asCsv ? 'text/csv' : 'application/json')
  if (bodyType) headers.set('content-type', bodyType)
  if (options.clientIp !== undefined) headers.set('x-client-ip', options.clientIp)
  if (hasKey) headers.set('idempotency-key', options.idempotencyKey ?? randomKey())
  return headers
}

/**
 * An empty id would turn `DELETE /sessions/{id}` into `DELETE /sessions/`, and dots would climb to
 * another path.
 */
function fillPath(name: string, path: string, input: Input): [path: string, rest: Input] {
  const rest = { ...input }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
    const value = rest[parameter]
    delete rest[parameter]
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value)) {
      throw new TypeError(`${name} needs \`${parameter}\`, a text.`)
    }
    return encodeURIComponent(value)
  })
  return [filled, rest]
}

function queryOf(input: Input): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue
    query.append(name, `${value as Plain}`)
  }
  return query.toString()
}

function bodyOf({ has }: Operation, input: Input): Prepared['body'] {
  if (has('json')) return JSON.stringify(input)
  if (has('form')) return queryOf(input)
  return has('raw') || has('mail') ? (input.body as Prepared['body']) : undefined
}

/** Browsers have `randomUUID` only on https pages. */
const randomKey = (): string =>
  typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : crypto.getRandomValues(new Uint32Array(4)).join('-')

/** The headers of one try. The token is asked for each time, because it may have been renewed. */
export async function headersOf({ headers }: Prepared, { token }: Settings): Promise<Headers> {
  const secret = await token()
  if (secret === null) return headers
  const signed = new Headers(headers)
  signed.set('authorization', `Bearer ${checkToken(secret)}`)
  return signed
}
