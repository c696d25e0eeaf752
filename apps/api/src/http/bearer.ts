import type { FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/**
 * The token of `Authorization: Bearer …` (RFC 6750, section 2.1); null without one. If there is a
 * token, only the token counts, and no cookie is read or set. The header is sent on purpose, but a
 * browser sends cookies by itself. A refused token must not fall back on the browser's user.
 */
export function bearerOf({ headers: { authorization } }: FastifyRequest): string | null {
  const [isBearer, token = ''] = /^bearer(?: +(.*))?$/i.exec(authorization ?? '') ?? []
  return isBearer === undefined ? null : token
}

/** RFC 6750, section 3: the answer to a refused token differs from the answer without a token. */
export const notSignedIn = (bearer: string | null) =>
  new Problem('not-signed-in', {
    headers: {
      'www-authenticate': bearer === null ? 'Bearer' : 'Bearer error="invalid_token"',
    },
  })
