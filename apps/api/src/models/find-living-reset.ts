import type { Kind } from '@rekey/contracts/fields'
import type { Deps } from '../deps.ts'
import { sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import { type Factors, factorsOf } from './factor-proofs.ts'
import type { SignsInBy } from './may-use-console-password.ts'
import { opensConsole } from './opens-console.ts'
import { isMeantFor, type LinkPurpose } from './purposes.ts'
import { isResetToken, parseToken, type ResetIdentity } from './reset-secrets.ts'
import { type EndReason, isOver } from './resets.ts'
import { temporariesOf } from './temporary-passwords.ts'

/** A reset by link and code with its user, as the actions on it need them. */
export type Reset = {
  readonly id: string
  readonly userId: string
  readonly purpose: LinkPurpose
  readonly origin: 'self-service' | 'started'
  readonly keyId: string
  readonly address: string
  readonly expiresAt: Date | null
  readonly triesLeft: number
  readonly endedAt: Date | null
  readonly endReason: EndReason | null
  readonly passwordId: string | null
  readonly user: ResetUser
}

type ResetUser = SignsInBy & {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly emailTo: string | null
  readonly kind: Kind
  readonly status: 'active' | 'deactivated'
  readonly passwordHash: string | null
  readonly passwordId: string | null
  readonly organization: { readonly name: string } | null
  /** The inputs from which the user's living temporary passwords are derived. */
  readonly temporaries: readonly ResetIdentity[]
  readonly factors: Factors
}

/**
 * The reset that a token opens, with its user. The reset must live, and the user must still be
 * allowed the password that it would save. Every other case returns the same null.
 */
export async function findLivingReset(
  { driver, keys, clock, settings }: Pick<Deps, 'driver' | 'keys' | 'clock' | 'settings'>,
  token: string,
): Promise<Reset | null> {
  const now = clock.now()
  const parts = parseToken(token)
  const reset = parts && (await findReset(driver, parts.id, now))
  const isGenuine = reset && isResetToken(keys, reset, parts)
  if (!isGenuine || isOver(reset, now) || reset.user.status !== 'active') return null
  return isMeantFor(reset.user, reset.purpose, await settings.current()) ? reset : null
}

async function findReset(db: Statements, id: string, now: Date): Promise<Reset | null> {
  const [row] = await db.$queryRaw<Reset[]>`
    SELECT reset.id, reset.user_id AS "userId", purpose, origin, key_id AS "keyId", address,
      expires_at AS "expiresAt", tries_left AS "triesLeft", ended_at AS "endedAt",
      end_reason AS "endReason", reset.password_id AS "passwordId",
      json_build_object(
        'id', owner.id, 'username', username, 'displayName', display_name, 'emailTo', email_to,
        'kind', kind, 'status', status, 'signInMethod', sign_in_method,
        'opensConsole', ${opensConsole(sql`owner`)}, 'passwordHash', password_hash,
        'passwordId', owner.password_id,
        'organization', CASE WHEN organization.id IS NULL THEN NULL
          ELSE json_build_object('name', organization.name) END,
        'factors', ${factorsOf()}, 'temporaries', ${temporariesOf(now)}) AS user
    FROM resets reset
    JOIN users owner ON owner.id = reset.user_id AND owner.deleted_at IS NULL
    LEFT JOIN organizations organization ON organization.id = owner.organization_id
    WHERE reset.id = ${id}::uuid AND purpose NOT IN ('temporary', 'link')`
  return row ?? null
}
