import type { Kind } from '@rekey/contracts/fields'
import type { Deps } from '../deps.ts'
import type { Database } from '../lib/database.ts'
import { deriveRefreshToken, isRefreshToken, parseRefreshToken } from './refresh-token.ts'
import { isLivingAt } from './sessions.ts'

export type RenewableSession = {
  readonly id: string
  readonly userId: string
  readonly keyId: string
  readonly username: string
  readonly kind: Kind
}

type Renewal =
  | {
      readonly outcome: 'renewed'
      readonly session: RenewableSession
      readonly refreshToken: string
    }
  /**
   * The token was genuine but has already been used: two parties hold it, and one of them is a
   * thief.
   */
  | { readonly outcome: 'reused'; readonly session: RenewableSession }

/**
 * Exchanges a refresh token for the next one. Of parallel uses, one conditional UPDATE wins; the
 * others see a used token (RFC 9700, section 4.14.2). Null: the token is forged, its session has
 * ended, or its user may not sign in.
 */
export async function renewSession(deps: Deps, token: string): Promise<Renewal | null> {
  const { db, keys, clock } = deps
  const given = parseRefreshToken(token)
  const session = given && (await findRenewable(db, given.id, clock.now()))
  if (!session || !isRefreshToken(keys, session, given)) return null
  const { count } = await db.session.updateMany({
    where: { id: session.id, rotation: given.rotation },
    data: { rotation: given.rotation + 1, lastSeenAt: clock.now() },
  })
  if (count === 0) return { outcome: 'reused', session }
  const refreshToken = deriveRefreshToken(keys, { ...session, rotation: given.rotation + 1 })
  return refreshToken === null ? null : { outcome: 'renewed', session, refreshToken }
}

async function findRenewable(db: Database, id: string, now: Date) {
  const [row] = await db.$queryRaw<RenewableSession[]>`
    SELECT session.id, user_id AS "userId", key_id AS "keyId", username, kind
    FROM sessions session JOIN users owner ON owner.id = user_id
    WHERE session.id = ${id}::uuid AND client = 'app' AND NOT session.must_change_password
      AND status = 'active' AND deleted_at IS NULL AND ${isLivingAt(now)}`
  return row ?? null
}
