import type { MessageReason, MessageStatus } from '@rekey/contracts/messages'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Settings } from '@rekey/contracts/settings'
import type { PasswordState, User } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { hour, instant } from '../../lib/clock.ts'
import { sql } from '../../lib/database.ts'
import { hasPasswordOrPasskey } from '../../models/factor-proofs.ts'
import { newestMailFirst } from '../../models/newest-mail.ts'
import { opensConsole } from '../../models/opens-console.ts'
import { refusalOfReset } from '../../models/refusal-of-reset.ts'
import { livingAt } from '../../models/resets.ts'
import { findWaits } from '../../models/sign-in-wait.ts'
import { signsInWith } from '../../models/signs-in-with.ts'
import { startedLifetime } from '../../models/start-reset.ts'
import { type InvitationRow, invitationOf } from './shown-invitation.ts'

type ShownDeps = Pick<Deps, 'db' | 'keys' | 'clock' | 'settings'>

/** Users as the contract shows them, in two statements for any number of users. */
export async function findShownUsers(deps: ShownDeps, ids: readonly string[]): Promise<User[]> {
  if (ids.length === 0) return []
  const rows = await deps.db.$queryRaw<Row[]>`
    SELECT ${columns}, ${passwordState} AS "passwordState", ${related}
    FROM users ${lastMessage} ${temporary(deps.clock.now())} ${invitation}
    WHERE users.id = ANY(${ids}::uuid[]) AND deleted_at IS NULL`
  const waits = await findWaits(deps, rows, deps.clock.now())
  const settings = await deps.settings.current()
  const places = new Map(ids.map((id, index) => [id, index]))
  return rows
    .map((row) =>
      toUser(row, {
        signInWaitUntil: waits.get(row.username) ?? null,
        settings,
        now: deps.clock.now(),
      }),
    )
    .sort((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0))
}

/** Null: the user doesn't exist, or was deleted. */
export async function findShownUser(deps: ShownDeps, id: string): Promise<User | null> {
  const [user] = await findShownUsers(deps, [id])
  return user ?? null
}

const columns = sql`
  users.id, username, display_name AS "displayName", kind, users.status, email_to AS "emailTo",
  sign_in_method AS "signInMethod", password_changed_at AS "passwordChangedAt",
  last_sign_in_at AS "lastSignInAt", address_confirmed_at AS "addressConfirmedAt",
  users.created_at AS "createdAt", ${hasPasswordOrPasskey(sql`users`)} AS "hasPassword"`

/** SQL on `users`. A living temporary password comes first; a blocked password stays blocked. */
const passwordState = sql`
  CASE WHEN temporary.id IS NOT NULL THEN 'temporary'
    WHEN password_blocked_at IS NOT NULL THEN 'blocked'
    WHEN password_hash IS NULL THEN 'none'
    WHEN must_change_password THEN 'must-change' ELSE 'set' END`

const related = sql`
  (SELECT json_build_object('id', id, 'name', name) FROM organizations
    WHERE id = organization_id) AS organization,
  (SELECT json_build_object('id', id, 'name', name) FROM roles WHERE id = role_id) AS role,
  (SELECT coalesce(json_agg(json_build_object('id', roles.id, 'name', name) ORDER BY name), '[]')
    FROM user_roles JOIN roles ON roles.id = user_roles.role_id
    WHERE user_id = users.id) AS "extraRoles",
  ${signsInWith(sql`users`)} AS "signsInWith", ${opensConsole(sql`users`)} AS "opensConsole",
  last_message.status AS "messageStatus", last_message.reason AS "messageReason",
  last_message.at AS "messageAt", temporary.expires_at AS "temporaryPasswordUntil",
  invitation.created_at AS "invitedAt", invitation.expires_at AS "invitationEndsAt",
  invitation.ended_at AS "invitationEndedAt", invitation.end_reason AS "invitationEnd",
  invitation.message_id AS "invitationMessageId"`

/** The newest mail, and since when it has had its state. */
const lastMessage = sql`
  LEFT JOIN LATERAL (
    SELECT status, reason, coalesce(
      (SELECT max(at) FROM message_events WHERE message_id = messages.id), asked_at) AS at
    FROM messages WHERE user_id = users.id ORDER BY ${newestMailFirst} LIMIT 1
  ) AS last_message ON true`

/** The temporary password that lives longest; it has no end until its mail is accepted. */
const temporary = (now: Date) => sql`
  LEFT JOIN LATERAL (
    SELECT id, expires_at FROM resets
    WHERE user_id = users.id AND purpose = 'temporary' AND ${livingAt(now)}
    ORDER BY expires_at DESC NULLS FIRST LIMIT 1
  ) AS temporary ON true`

/** The newest link and code that another person started for the first password. */
const invitation = sql`
  LEFT JOIN LATERAL (
    SELECT created_at, expires_at, ended_at, end_reason,
      (SELECT id FROM messages WHERE reset_id = resets.id
        ORDER BY ${newestMailFirst} LIMIT 1) AS message_id
    FROM resets
    WHERE user_id = users.id AND purpose = 'create' AND origin = 'started'
      AND NOT ${hasPasswordOrPasskey(sql`users`)} AND users.sign_in_method = 'password'
    ORDER BY created_at DESC, ended_at DESC NULLS FIRST LIMIT 1
  ) AS invitation ON true`

type Row = Pick<
  User,
  | 'id'
  | 'username'
  | 'displayName'
  | 'kind'
  | 'status'
  | 'emailTo'
  | 'signInMethod'
  | 'signsInWith'
  | 'opensConsole'
  | 'organization'
  | 'role'
  | 'extraRoles'
> & {
  readonly passwordState: PasswordState
  readonly hasPassword: boolean
  readonly temporaryPasswordUntil: Date | null
  readonly passwordChangedAt: Date | null
  readonly lastSignInAt: Date | null
  readonly addressConfirmedAt: Date | null
  readonly createdAt: Date
  readonly messageStatus: MessageStatus | null
  readonly messageReason: MessageReason | null
  readonly messageAt: Date | null
} & InvitationRow

type Around = { signInWaitUntil: Date | null; settings: Settings; now: Date }

function toUser(row: Row, { signInWaitUntil, settings, now }: Around): User {
  const { messageStatus, messageReason, messageAt, hasPassword: _, ...user } = row
  return {
    ...user,
    resetAddress: addressOf(row),
    recovery: recoveryOf(row, settings),
    temporaryPasswordUntil: instant(row.temporaryPasswordUntil),
    passwordChangedAt: instant(row.passwordChangedAt),
    lastSignInAt: instant(row.lastSignInAt),
    addressConfirmedAt: instant(row.addressConfirmedAt),
    createdAt: row.createdAt.toISOString(),
    signInWaitUntil: instant(signInWaitUntil),
    invitation: invitationOf(row, now),
    lastMessage:
      messageStatus && messageAt
        ? { status: messageStatus, reason: messageReason, at: messageAt.toISOString() }
        : null,
  }
}

function recoveryOf(row: Row, settings: Settings): User['recovery'] {
  const isConsole = row.signInMethod === 'sso'
  const purpose = isConsole ? 'console' : row.hasPassword ? 'reset' : 'create'
  return {
    purpose,
    refusal: refusalOfReset(row, settings),
    method: isConsole ? 'code' : settings.recoveryMethods[row.kind],
    codeHours: startedLifetime(purpose, settings) / hour,
    temporaryPasswordHours: settings.temporaryPasswordHours,
  }
}
