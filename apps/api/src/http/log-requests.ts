import type { FastifyInstance } from 'fastify'

/**
 * One line an answer: the route's pattern, never the path or query that somebody sent, and no
 * header. Health checks are left out; they say nothing and come all the time.
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
        ip: request.ip,
      },
      'answered',
    )
  })
}
