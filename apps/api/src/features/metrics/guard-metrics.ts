import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { bearerOf } from '../../http/authenticate.ts'
import { Problem } from '../../http/problem.ts'
import { isSame } from '../../lib/keyring.ts'

/**
 * Lets METRICS_TOKEN pass, compared by digests in one time whatever was sent. Where none is set,
 * there is nothing here, except for trying things out on a local PUBLIC_URL.
 * @throws Problem not-signed-in, not-found
 */
export function guardMetrics(
  { metricsToken, hasOpenMetrics }: Pick<Deps['config'], 'metricsToken' | 'hasOpenMetrics'>,
  request: FastifyRequest,
): void {
  if (hasOpenMetrics) return
  if (metricsToken === null) throw new Problem('not-found')
  const given = bearerOf(request)
  if (given !== null && isSame(digest(given), digest(metricsToken))) return
  const challenge = given === null ? 'Bearer' : 'Bearer error="invalid_token"'
  throw new Problem('not-signed-in', { headers: { 'www-authenticate': challenge } })
}

const digest = (value: string) => createHash('sha256').update(value).digest()
