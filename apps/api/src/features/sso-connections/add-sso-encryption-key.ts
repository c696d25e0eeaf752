import type { addSsoEncryptionKey as contract } from '@rekey/contracts/sso-connections'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { keepDecryptionKey, makeDecryptionKey } from '../../models/decryption-keys.ts'
import { describeCertificate } from './certificates.ts'
import { requireConnection } from './require-connection.ts'
import { requireShownConnection } from './shown-connection.ts'

/** The one in use, the one before it, and one to spare. */
const mostKept = 3

/** POST /sso-connections/{id}/encryption-keys. Answers encrypted for older keys are read. */
export const addSsoEncryptionKey: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const at = deps.clock.now()
  requireRecentSignIn(input.caller, at)
  const key = await makeDecryptionKey(deps.config.publicUrl, at)
  await deps.db.$transaction(async (tx) => {
    const { name, protocol } = await requireConnection(tx, id, input.caller)
    if (protocol !== 'saml')
      throw new Problem('conflict', { detail: 'Only SAML connections have encryption keys.' })
    if ((await tx.ssoDecryptionKey.count({ where: { connectionId: id } })) >= mostKept) {
      throw new Problem('conflict', {
        detail: `You can have up to ${mostKept} keys. Remove one first.`,
      })
    }
    await keepDecryptionKey(tx, deps.keys, id, key, at)
    const { fingerprint } = describeCertificate(key.certificate)
    await auditBy(tx, deps, input, 'sso-encryption-key.added', null, {
      connectionId: id,
      name,
      fingerprint,
    })
  })
  return { status: 200, body: await requireShownConnection(deps, id) }
}
