import type { deleteApiKey as contract } from '@rekey/contracts/api-keys'
import { auditBy } from '../../guards/audit-by.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findApiKey } from './shown-api-keys.ts'

/** DELETE /api-keys/{id}. Every call reads the key, so the next one is refused on every server. */
export const deleteApiKey: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const { db, clock } = deps
  await db.$transaction(async (tx) => {
    const key = await findApiKey(tx, id)
    // The condition decides between two that delete at the same time.
    const { count } = await tx.apiKey.updateMany({
      where: { id, deletedAt: null },
      data: { deletedAt: clock.now() },
    })
    if (!key || count === 0) throw new Problem('not-found')
    await auditBy(tx, deps, input, 'api-key.deleted', null, { apiKeyId: id, name: key.name })
  })
  return { status: 204, body: null }
}
