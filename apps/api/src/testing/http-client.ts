import { Pool } from 'undici'

export type HttpAnswer = {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly cookies: readonly string[]
}

/** HTTP as programs speak it: connections are kept, and every answer is read to its end. */
export type HttpClient = {
  get(path: string): Promise<HttpAnswer>
  /** Below `/api/v1`. */
  post(path: string, body: object): Promise<HttpAnswer>
  close(): Promise<void>
}

/** @param connections as many requests are under way at once; the others wait here */
export function openHttpClient(url: string, { connections = 1 } = {}): HttpClient {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const ask = async (method: 'GET' | 'POST', path: string, body?: object): Promise<HttpAnswer> => {
    const answer = await pool.request({
      method,
      path,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const cookies = answer.headers['set-cookie'] ?? []
    return {
      status: answer.statusCode,
      body: (await answer.body.json()) as Record<string, unknown>,
      cookies: [cookies].flat(),
    }
  }
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', `/api/v1${path}`, body),
    // At once: a server that was killed answers nobody who still waits.
    close: () => pool.destroy(),
  }
}
