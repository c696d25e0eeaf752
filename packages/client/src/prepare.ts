import { checkToken, type Settings } from './client-options.ts'
import type { CallOptions, Operation } from './operation.ts'

/** Everything that all tries of a call have in common. */
export interface Prepared {
  readonly operation: Operation
  readonly url: string
  /** The call for messages: method and address without the query, which may name people. */
  readonly call: string
  readonly headers: Headers
  readonly body: string | undefined
  /** True: calling it several times has the effect of one call. */
  readonly isRepeatable: boolean
  readonly hasKey: boolean
  readonly asCsv: boolean
}

type Input = Readonly<Record<string, unknown>>
type Plain = string | number | boolean
type Given = { readonly input: Input; readonly options: CallOptions; readonly asCsv: boolean }

/** @throws TypeError if the input leads to no call, or to another one than it was meant for */
export function prepare(
  name: string,
  operation: Operation,
  given: Given,
  { base, isProgram }: Settings,
): Prepared {
  const { method, hasBody, isOnce } = operation
  const [path, rest] = fillPath(name, operation.path, given.input)
  const query = hasBody ? '' : queryOf(rest)
  // Rekey only reads the key from programs.
  const hasKey = method === 'POST' && isProgram
  return {
    operation,
    url: `${base}${path}${query && `?${query}`}`,
    call: `${method} ${base}${path}`,
    headers: headersFor(given, hasBody, hasKey),
    body: hasBody && JSON.stringify(rest),
    isRepeatable: !isOnce && (hasKey || ['GET', 'PUT', 'DELETE'].includes(method)),
    hasKey,
    asCsv: given.asCsv,
  }
}

function headersFor(
  { options, asCsv }: Given,
  hasBody: boolean | undefined,
  hasKey: boolean,
): Headers {
  const headers = new Headers(options.headers)
  headers.set('accept', asCsv ? 'text/csv' : 'application/json')
  if (hasBody) headers.set('content-type', 'application/json')
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

/** Browsers have `randomUUID` only on https pages, so this is 128 random bits as numbers. */
const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-')

/** The headers of one try. The token is asked for each time, because it may have been renewed. */
export async function headersOf({ headers }: Prepared, { token }: Settings): Promise<Headers> {
  const secret = await token()
  if (secret === null) return headers
  const signed = new Headers(headers)
  signed.set('authorization', `Bearer ${checkToken(secret)}`)
  return signed
}
