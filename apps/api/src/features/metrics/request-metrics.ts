import type { FastifyReply, FastifyRequest } from 'fastify'
import { Histogram, Registry } from 'prom-client'
import { routeOf } from '../../http/route-of.ts'
import { second } from '../../lib/clock.ts'

/** Seconds: a hash takes some 0.1, a rule of ours is 0.1 for the health check while hashes run. */
const buckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** How long answers took, by method, route pattern and status; never by the path that was sent. */
export function createRequestMetrics() {
  const registry = new Registry()
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to its whole answer',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  })
  return {
    count(request: FastifyRequest, reply: FastifyReply): void {
      const labels = {
        method: request.method,
        route: routeOf(request) ?? 'unknown',
        status: reply.statusCode,
      }
      durations.observe(labels, reply.elapsedTime / second)
    },
    read: (): Promise<string> => registry.metrics(),
  }
}
