import type { Deps } from '../../deps.ts'
import type { Cookie } from '../../http/cookies.ts'
import { later } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { issueSession, maximumSeconds } from '../../models/issue-session.ts'
import { endingSessionOf } from '../../models/sessions.ts'
import type { Coming } from './coming.ts'
import { SsoRefusal } from './sso-refusal.ts'

type Opening = {
  readonly connectionId: string
  readonly sessionHash?: Uint8Array<ArrayBuffer> | null
  /** Milliseconds since they proved who they are; null: the provider doesn't say. */
  readonly signedInMsAgo: number | null
}

/**
 * Opens a session for a user who signed in at a provider, and ends this browser's previous one. It
 * proves no device, because no password was typed.
 * @throws SsoRefusal account-not-usable
 */
export async function openSession(
  tx: Transaction,
  deps: Deps,
  { id: userId, username }: { readonly id: string; readonly username: string },
  { connectionId, sessionHash = null, signedInMsAgo }: Opening,
  { cookies, device, ip, requestId }: Coming,
): Promise<{ cookie: Cookie }> {
  const at = deps.clock.now()
  const noted = await tx.$executeRaw`
    UPDATE users SET last_sign_in_at = ${at}
    WHERE id = ${userId}::uuid AND status = 'active' AND deleted_at IS NULL AND kind <> 'device'
      AND sign_in_method = 'sso'`
  if (noted === 0) throw new SsoRefusal('account-not-usable', 'not-active', userId)
  await tx.$executeRaw(endingSessionOf(cookies.session))
  if (sessionHash) await tx.session.deleteMany({ where: { secretHash: sessionHash } })
  const session = await issueSession(tx, deps, {
    userId,
    client: 'browser',
    openedBy: 'sso',
    authenticatedAt: signedInMsAgo === null ? null : later(at, -signedInMsAgo),
    mustChangePassword: false,
    device,
    at,
  })
  if (session.client !== 'browser') throw new Error('A browser session was asked for')
  await recordAudit(tx, {
    action: 'session.started',
    at,
    actorId: userId,
    userId,
    requestId,
    details: { sessionId: session.id, device, client: 'browser', method: 'sso', connectionId },
    personal: { ip, username },
  })
  return { cookie: { name: 'session', value: session.secret, maxAgeSeconds: maximumSeconds } }
}
