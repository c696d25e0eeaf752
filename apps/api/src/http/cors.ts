import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'

/** Seconds for which a browser may cache the answer to its preflight. */
const preflightSeconds = 600

/**
 * CORS_ORIGINS: pages of these origins may call the API with a bearer token, but never with
 * cookies. Without `Access-Control-Allow-Credentials`, a browser doesn't let pages read answers to
 * requests with cookies.
 */
export async function allowOrigins(app: FastifyInstance, { corsOrigins }: Config) {
  if (corsOrigins.length === 0) return
  await app.register(cors, {
    origin: [...corsOrigins],
    credentials: false,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
    ],
    exposedHeaders: [
      'Content-Disposition',
      'ETag',
      'Idempotent-Replayed',
      'Retry-After',
      'WWW-Authenticate',
    ],
    maxAge: preflightSeconds,
    strictPreflight: false,
  })
}
