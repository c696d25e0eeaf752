import type { FastifyRequest } from 'fastify'

/**
 * The pattern of a request's route; undefined: there is none. Each file of the web app is a
 * separate route, with a name from its build, so they count as one.
 */
export function routeOf({ routeOptions: { url } }: FastifyRequest): string | undefined {
  return url?.startsWith('/assets/') ? '/assets/*' : url
}
