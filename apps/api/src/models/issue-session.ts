import { randomBytes, randomUUID } from 'node:crypto'
import type { SessionOpener } from '@rekey/contracts/sessions'
import type { Deps } from '../deps.ts'
import { day, hour, later, minute, second } from '../lib/clock.ts'
import { type Sql, sql } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import type { Statements } from '../lib/statements.ts'
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

export type NewSession = {
  readonly userId: string
  readonly client: Client
  readonly openedBy: SessionOpener
  readonly mustChangePassword: boolean
  /** The temporary password that opens the session; the session ends with it. */
  readonly resetId?: string | null
  readonly device: string | null
  /** When the person proved who they are, if that isn't now; null: unknown. */
  readonly authenticatedAt?: Date | null
  /** Whether they proved a second factor just now. */
  readonly hasProvedFactor?: boolean
  readonly at: Date
}

/**
 * A session as its client gets it. An app gets no refresh token while a new password must be set.
 */
export type IssuedSession =
  | { readonly client: 'browser'; readonly id: string; readonly secret: string }
  | { readonly client: 'app'; readonly id: string; readonly refreshToken: string | null }

/** Makes a session. */
export async function issueSession(
  tx: Statements,
  { keys }: Pick<Deps, 'keys'>,
  given: NewSession,
): Promise<IssuedSession> {
  const { issued, inserting } = makeSession(keys, given)
  await tx.$executeRaw(inserting(sql`true`))
  return issued
}

/**
 * A session that a statement stores. A browser's secret goes into the cookie, and the row keeps its
 * SHA-256 (256 random bits need no salt); an app's refresh token is derived, and the row names its
 * key.
 */
export function makeSession(keys: Keyring, given: NewSession) {
  const { client, mustChangePassword, at } = given
  const { issued, held } = client === 'browser' ? makeForBrowser() : makeForApp(keys, given)
  const expiresAt = later(at, lifetimeMs(client, mustChangePassword))
  /** SQL: stores the session if the condition holds. */
  const inserting = (condition: Sql) =>
    insert({ ...given, ...held, id: issued.id, expiresAt }, condition)
  return { issued, inserting }
}

type Made = {
  readonly issued: IssuedSession
  /** What the row keeps of it. */
  readonly held: Pick<Row, 'secretHash' | 'keyId'>
}

function makeForBrowser(): Made {
  const secret = randomBytes(32).toString('base64url')
  return {
    issued: { client: 'browser', id: randomUUID(), secret },
    held: { secretHash: hashSecret(secret), keyId: null },
  }
}

function makeForApp(keys: Keyring, { userId, mustChangePassword }: NewSession): Made {
  const id = randomUUID()
  const keyId = keys.currentId
  const token = mustChangePassword
    ? null
    : deriveRefreshToken(keys, { id, userId, keyId, rotation: 0 })
  return {
    issued: { client: 'app', id, refreshToken: token },
    held: { secretHash: null, keyId },
  }
}

type Row = NewSession & {
  readonly id: string
  readonly secretHash: Buffer | null
  readonly keyId: string | null
  readonly expiresAt: Date
}

const insert = (
  { at, authenticatedAt = at, hasProvedFactor = false, resetId = null, ...row }: Row,
  condition: Sql,
): Sql => sql`
  INSERT INTO sessions (id, user_id, client, opened_by, must_change_password, reset_id, secret_hash,
    key_id, device, created_at, authenticated_at, factor_proved_at, last_seen_at, expires_at)
  SELECT ${row.id}::uuid, ${row.userId}::uuid, ${row.client}, ${row.openedBy},
    ${row.mustChangePassword}::boolean, ${resetId}::uuid, ${row.secretHash}::bytea, ${row.keyId},
    ${row.device}, ${at}::timestamptz, ${authenticatedAt}::timestamptz,
    ${hasProvedFactor ? at : null}::timestamptz, ${at}::timestamptz, ${row.expiresAt}::timestamptz
  WHERE ${condition}`

function lifetimeMs(client: Client, mustChangePassword: boolean): number {
  if (mustChangePassword) {
    return client === 'browser' ? changeOnlyMinutes * minute : accessTokenSeconds * second
  }
  return client === 'browser' ? maximumHours * hour : appSessionDays * day
}
