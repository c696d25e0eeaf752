import { Pool } from 'undici'

/** Requests over HTTP, for some seconds or until the bodies are used up. */
export type Load = {
  readonly url: string
  readonly path: string
  /** `POST` with each body once; null: `GET`. */
  readonly bodies: readonly object[] | null
  /** Use bodies again from the start: for calls that don't mind. */
  readonly isRepeating?: boolean
  readonly connections: number
  readonly seconds: number
}

export type LoadResult = {
  /** Good answers in a second. */
  readonly rate: number
  /** Other answers, by status. */
  readonly refused: Readonly<Record<string, number>>
  /** Of good answers, in milliseconds. */
  readonly latencies: readonly number[]
  /** Bodies that were sent. */
  readonly used: number
}

async function run(load: Load): Promise<LoadResult> {
  const pool = new Pool(load.url, { connections: load.connections, pipelining: 1 })
  const latencies: number[] = []
  const refused: Record<string, number> = {}
  const startedAt = performance.now()
  const endsAt = startedAt + load.seconds * 1_000
  let used = 0

  const next = () => {
    if (performance.now() >= endsAt) return null
    const body = load.bodies?.[load.isRepeating ? used % load.bodies.length : used]
    if (load.bodies && !body) return null
    used += 1
    return { body }
  }
  const lane = async () => {
    for (let request = next(); request; request = next()) {
      const askedAt = performance.now()
      const status = await send(pool, load.path, request.body)
      if (status < 300) latencies.push(performance.now() - askedAt)
      else refused[status] = (refused[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: load.connections }, lane))
  const seconds = (performance.now() - startedAt) / 1_000
  await pool.close()
  return { rate: latencies.length / seconds, refused, latencies, used }
}

async function send(pool: Pool, path: string, body: object | undefined): Promise<number> {
  const answer = await pool.request(
    body
      ? {
          path,
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }
      : { path, method: 'GET' },
  )
  await answer.body.dump()
  return answer.statusCode
}

process.on('message', (load: Load) => {
  void run(load).then((result) => process.send?.(result))
})
