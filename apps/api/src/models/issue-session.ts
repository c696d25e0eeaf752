import { randomBytes, randomUUID } from 'node:crypto'
import type { SessionOpener } from '@rekey/contracts/sessions'
import type { Deps } from '../deps.ts'
import { day, hour, later, minute, second } from '../lib/clock.ts'
import type { Transaction } from '../lib/database.ts'
import { deriveRefreshToken } from './refresh-token.ts'
import { type Client, hashSecret } from './sessions.ts'

/** A browser session lasts twelve hours at most. */
const maximumHours = 12
export const maximumSeconds = maximumHours * 3_600

/** An app session is renewed by its refresh token, for thirty days (NIST SP 800-63B-4, 2.1.3). */
const appSessionDays = 30
export const accessTokenSeconds = 600

/** A session in which the user must choose a new password: long enough to do that. */
const changeOnlyMinutes = 30

type NewSession = {
  readonly userId: string
  readonly client: Client
  readonly openedBy: SessionOpener
  readonly mustChangePassword: boolean
  /** The temporary password that opens the session; the session ends with it. */
  readonly resetId?: string | null
  readonly device: string | null
  /** When the person proved who they are, if that isn't now; null: unknown. */
  readonly authenticatedAt?: Date | null
  readonly at: Date
}

/**
 * A session as its client gets it. An app gets no refresh token while a new password must be set.
 */
export type IssuedSession =
  | { readonly client: 'browser'; readonly id: string; readonly secret: string }
  | { readonly client: 'app'; readonly id: string; readonly refreshToken: string | null }

/**
 * Makes a session. A browser's secret goes into the cookie, and the row keeps its SHA-256 (256
 * random bits need no salt); an app's refresh token is derived, and the row names its key.
 */
export async function issueSession(
  tx: Transaction,
  { keys }: Pick<Deps, 'keys'>,
  {
    userId,
    client,
    openedBy,
    mustChangePassword,
    resetId = null,
    device,
    authenticatedAt,
    at,
  }: NewSession,
): Promise<IssuedSession> {
  const id = randomUUID()
  const secret = randomBytes(32).toString('base64url')
  const keyId = keys.currentId
  await tx.session.create({
    data: {
      id,
      userId,
      client,
      openedBy,
      mustChangePassword,
      resetId,
      ...(client === 'browser' ? { secretHash: hashSecret(secret) } : { keyId }),
      device,
      createdAt: at,
      authenticatedAt: authenticatedAt === undefined ? at : authenticatedAt,
      lastSeenAt: at,
      expiresAt: later(at, lifetimeMs(client, mustChangePassword)),
    },
    select: { id: true },
  })
  if (client === 'browser') return { client, id, secret }
  const refreshToken = deriveRefreshToken(keys, { id, userId, keyId, rotation: 0 })
  return { client, id, refreshToken: mustChangePassword ? null : refreshToken }
}

function lifetimeMs(client: Client, mustChangePassword: boolean): number {
  if (mustChangePassword) {
    return client === 'browser' ? changeOnlyMinutes * minute : accessTokenSeconds * second
  }
  return client === 'browser' ? maximumHours * hour : appSessionDays * day
}
