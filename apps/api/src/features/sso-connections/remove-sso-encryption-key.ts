import type { removeSsoEncryptionKey as contract } from '@rekey/contracts/sso-connections'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { describeCertificate } from './certificates.ts'
import { requireConnection } from './require-connection.ts'
import { requireShownConnection } from './shown-connection.ts'

/**
 * DELETE /sso-connections/{id}/encryption-keys/{fingerprint}. What was encrypted for it is lost.
 */
export const removeSsoEncryptionKey: Verb<typeof contract> = async (input, deps) => {
  const { id, fingerprint } = input.params
  const at = deps.clock.now()
  await deps.db.$transaction(async (tx) => {
    const { name } = await requireConnection(tx, id, input.caller)
    requireRecentSignIn(input.caller, at)
    const key = await requireOlderKey(tx, id, fingerprint.toLowerCase())
    await tx.ssoDecryptionKey.delete({ where: { id: key.id }, select: { id: true } })
    await auditBy(tx, deps, input, 'sso-encryption-key.removed', null, {
      connectionId: id,
      name,
      fingerprint: fingerprint.toLowerCase(),
    })
  })
  return { status: 200, body: await requireShownConnection(deps, id) }
}

/** Our metadata name the newest one. @throws Problem not-found, conflict */
async function requireOlderKey(tx: Transaction, connectionId: string, fingerprint: string) {
  const kept = await tx.ssoDecryptionKey.findMany({
    where: { connectionId },
    orderBy: { createdAt: 'desc' },
    select: { id: true, certificate: true },
  })
  const found = kept.find((key) => describeCertificate(key.certificate).fingerprint === fingerprint)
  if (!found) throw new Problem('not-found')
  if (found !== kept[0]) return found
  throw new Problem('conflict', {
    detail: 'The provider encrypts with this key. Add the next one first.',
  })
}
