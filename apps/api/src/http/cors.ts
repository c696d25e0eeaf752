import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'

/** Seconds for which a browser may keep the answer to its preflight. */
const preflightSeconds = 600

/**
 * CORS_ORIGINS: pages of these origins may call the API with a bearer token. Never with cookies:
 * without `Access-Control-Allow-Credentials` a browser sends none and lets no answer be read.
 */
export async function allowOrigins(app: FastifyInstance, { corsOrigins }: Config) {
  if (corsOrigins.length === 0) return
  await app.register(cors, {
    origin: [...corsOrigins],
    credentials: false,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match'],
    exposedHeaders: ['ETag', 'Retry-After', 'WWW-Authenticate'],
    maxAge: preflightSeconds,
    strictPreflight: false,
  })
}
