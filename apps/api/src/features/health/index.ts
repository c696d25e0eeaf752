import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps.ts'
import { createReadiness } from './readiness.ts'

/**
 * `GET /healthz`: this process answers. It checks nothing else, so that a database that is down
 * doesn't cause restarts. `GET /readyz`: this process can do its work, otherwise 503 with the part
 * that fails.
 */
export function healthRoutes(app: FastifyInstance, deps: Pick<Deps, 'db' | 'clock' | 'log'>) {
  const readiness = createReadiness(deps)
  app.get('/healthz', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  app.get('/readyz', async (_request, reply) => {
    const parts = await readiness()
    reply.header('cache-control', 'no-store')
    if (Object.values(parts).every((state) => state === 'ok')) return { status: 'ready', parts }
    return reply.status(503).header('retry-after', '1').send({ status: 'not-ready', parts })
  })
}
