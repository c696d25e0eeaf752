import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { bearerOf } from '../../http/bearer.ts'
import { Problem } from '../../http/problem.ts'
import { isSame } from '../../lib/keyring.ts'

/**
 * Requires METRICS_TOKEN, compared by digests in constant time. If none is set, metrics exist only
 * on a local PUBLIC_URL, for trying things out.
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
