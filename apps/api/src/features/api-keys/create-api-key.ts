import { randomUUID } from 'node:crypto'
import type { createApiKey as contract } from '@rekey/contracts/api-keys'
import { inOrder } from '@rekey/contracts/permissions'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireMayGive } from '../../guards/require-may-give.ts'
import { requireRecentSession } from '../../guards/require-recent-sign-in.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { storableTime } from '../../lib/storable-time.ts'
import { newSecret } from '../../models/api-keys.ts'
import { findApiKey } from './shown-api-keys.ts'

/**
 * POST /api-keys. The answer contains the key; only its hash is stored. A caller can't give scopes
 * that they lack themselves. A key that another key creates belongs to the same user, so it ends
 * with that user too.
 */
export const createApiKey: Verb<typeof contract> = async (input, deps) => {
  const { body, caller } = input
  requireRecentSession(caller, deps.clock.now())
  requireMayGive(caller, body.scopes)
  const expiresAt = futureOf(body.expiresAt ?? null, deps)
  const { key, ...stored } = newSecret()
  const id = randomUUID()
  const created = await deps.db.$transaction(async (tx) => {
    await tx.apiKey.create({
      data: {
        id,
        ...stored,
        name: body.name.trim(),
        scopes: inOrder(body.scopes),
        createdById: caller.user.id,
        createdAt: deps.clock.now(),
        expiresAt,
      },
      select: { id: true },
    })
    const { name, scopes } = body
    await auditBy(tx, deps, input, 'api-key.created', null, { apiKeyId: id, name, scopes })
    return findApiKey(tx, id)
  })
  if (!created) throw new Error('The new API key is gone')
  return { status: 201, body: { ...created, key } }
}

/** @throws Problem bad-request */
function futureOf(expiresAt: Input<typeof contract>['body']['expiresAt'], { clock }: Deps) {
  if (!expiresAt) return null
  const time = storableTime(expiresAt)
  if (time > clock.now()) return time
  const errors = [{ pointer: '/expiresAt', detail: 'must be in the future' }]
  throw new Problem('bad-request', { errors })
}
