import { Pool } from 'undici'

export type HttpAnswer = {
  readonly status: number
  readonly body: Record<string, unknown>
  /** Set by it, by name. */
  readonly cookies: Readonly<Record<string, string>>
}

/** HTTP as programs use it: connections are kept open, and every answer is read completely. */
type HttpClient = {
  get(path: string): Promise<HttpAnswer>
  /** Below `/api/v1`. */
  post(path: string, body: object): Promise<HttpAnswer>
  /** The same as `post`, but with cookies, as a browser on our own pages sends them. */
  put(path: string, body: object, cookies: Readonly<Record<string, string>>): Promise<HttpAnswer>
  close(): Promise<void>
}

/** @param connections as many requests are under way at once; the others wait here */
export function openHttpClient(url: string, { connections = 1 } = {}): HttpClient {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const ask = async (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> => {
    const json = body && { body: JSON.stringify(body) }
    const type = body && { 'content-type': 'application/json' }
    const answer = await pool.request({ method, path, ...json, headers: { ...type, ...headers } })
    return {
      status: answer.statusCode,
      body: (await answer.body.json()) as Record<string, unknown>,
      cookies: cookiesIn([answer.headers['set-cookie'] ?? []].flat()),
    }
  }
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', `/api/v1${path}`, body),
    put: (path, body, cookies) => {
      const cookie = Object.entries(cookies).map((pair) => pair.join('='))
      return ask('PUT', `/api/v1${path}`, body, { cookie: cookie.join('; '), origin: url })
    },
    // At once, because a killed server will never answer the calls that still wait.
    close: () => pool.destroy(),
  }
}

const cookiesIn = (headers: readonly string[]): Record<string, string> =>
  Object.fromEntries(headers.map((header) => /^([^=]+)=([^;]*)/.exec(header)?.slice(1) ?? []))
