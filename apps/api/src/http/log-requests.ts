import type { FastifyInstance } from 'fastify'
import { peerOf } from './peer.ts'

/**
 * Logs one line for each answer: the route's pattern, but never the path or query that a client
 * sent, and no header. Health checks are left out, because they are frequent and say nothing.
 */
export function logRequests(app: FastifyInstance) {
  app.addHook('onResponse', async (request, reply) => {
    const { url: route = 'unknown' } = request.routeOptions
    if (route === '/healthz' || route === '/readyz') return
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ip: peerOf(request),
      },
      'answered',
    )
  })
}
