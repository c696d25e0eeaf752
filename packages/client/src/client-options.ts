import type { CallOptions } from './operation.ts'

export interface ClientOptions
  extends Pick<CallOptions, 'timeoutMs' | 'maxRetries' | 'longestWaitMs' | 'onAnswer'> {
  /** Where Rekey is, its `PUBLIC_URL`: `https://accounts.example.com`. */
  readonly baseUrl: string | URL
  /** The key of a program, `rk_…`. Keep it on your server: a page can't hide it. */
  readonly apiKey?: string | undefined
  /** The access token of a signed-in user, or a function that returns the present one. */
  readonly accessToken?: string | (() => string | null | Promise<string | null>) | undefined
  /** A fetch of your own, for a proxy or for tests. By default the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** The options as calls use them. */
export interface Settings {
  readonly base: string
  readonly isProgram: boolean
  readonly token: () => string | null | Promise<string | null>
  readonly fetch: typeof globalThis.fetch
  readonly timeoutMs: number
  readonly maxRetries: number
  readonly longestWaitMs: number
  readonly onAnswer: CallOptions['onAnswer']
}

/** @throws TypeError if an option can't work, so that it shows at the start and not at a call */
export function readOptions(options: ClientOptions): Settings {
  const { accessToken, timeoutMs = 30_000, maxRetries = 2, longestWaitMs = 20_000 } = options
  for (const [name, value] of Object.entries({ timeoutMs, maxRetries, longestWaitMs })) {
    if (!(value >= 0)) throw new TypeError(`${name} must be a number from 0.`)
  }
  const key = readSecret('apiKey', options.apiKey)
  const isFixed = typeof accessToken !== 'function'
  const fixed = isFixed ? readSecret('accessToken', accessToken) : null
  if (key !== null && accessToken) throw new TypeError('Give apiKey or accessToken, not both.')
  const named = (['apiKey', 'accessToken'] as const).find((name) => name in options)
  if (named && key === null && !accessToken) throw new TypeError(`${named}${isEmpty}`)
  return {
    base: readBase(options.baseUrl),
    isProgram: key !== null,
    token: isFixed ? () => key ?? fixed : accessToken,
    // Looked up at each call, so that tools can replace the global one later, and called without
    // `this`, which browsers refuse.
    fetch: (...given) => (options.fetch ?? globalThis.fetch)(...given),
    timeoutMs,
    maxRetries,
    longestWaitMs,
    onAnswer: options.onAnswer,
  }
}

const isEmpty = ' is empty. Is the environment variable set that it comes from?'

/** The message never contains the value, which fetch's own error for a bad header does. */
function readSecret(name: string, secret: string | undefined): string | null {
  if (secret === undefined) return null
  if (typeof secret !== 'string' || secret.trim() === '') throw new TypeError(name + isEmpty)
  return checkToken(secret, name)
}

/** A line break at the end comes from files and environments, so it is dropped. */
export function checkToken(secret: string, name = 'accessToken'): string {
  const trimmed = secret.trim()
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed
  throw new TypeError(`${name} contains characters that no key or token of Rekey has.`)
}

/**
 * Takes a path before the API's, slashes at the end, and an address that was copied from a call.
 */
function readBase(baseUrl: string | URL): string {
  const page = (globalThis as { location?: { href: string } }).location?.href
  const url = parseUrl(baseUrl, page)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('baseUrl must be an address such as https://accounts.example.com.')
  }
  if (url.username || url.password) throw new TypeError('baseUrl must not contain a password.')
  const path = url.pathname.replace(/\/+$/, '').replace(/\/api(\/v1)?$/, '')
  return `${url.origin}${path}/api/v1`
}

function parseUrl(given: string | URL, page: string | undefined): URL | null {
  try {
    return new URL(given, page)
  } catch {
    return null
  }
}
