import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/**
 * Bodies are JSON. A contract with a `rawBody` gets the bytes of that type as they came, since a
 * signature covers each of them; every other pair of route and type is not supported.
 */
export function parseBodies(app: FastifyInstance) {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(['text/plain', 'application/json'])
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      const raw = rawTypeOf(request)
      if (raw === 'application/json') return done(null, body)
      if (raw !== null) return done(new Problem('unsupported-media-type'))
      return parseJson(request, body.toString('utf8'), done)
    },
  )
  app.addContentTypeParser<Buffer>(
    'message/rfc822',
    { parseAs: 'buffer' },
    (request, body, done) =>
      rawTypeOf(request) === 'message/rfc822'
        ? done(null, body)
        : done(new Problem('unsupported-media-type')),
  )
}

const rawTypeOf = ({ routeOptions }: FastifyRequest) =>
  routeOptions.config.contract?.rawBody?.type ?? null
