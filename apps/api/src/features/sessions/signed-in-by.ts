import type { Answer } from '@rekey/contracts/route'
import type { FactorMethod } from '@rekey/contracts/second-factor-fields'
import type { SessionOpener, signIn } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import type { RightPassword } from '../../models/password-check.ts'
import { type Client, permissionsIn } from '../../models/sessions.ts'
import type { SigningIn } from '../../models/users.ts'

/** What a user proved, and the session that this opens. */
export type SignedInBy = Pick<RightPassword, 'temporaryId' | 'givingBack'> & {
  /** How they proved a second factor in this sign-in; left out: they didn't. */
  readonly factor?: FactorMethod
  /** A passkey signed them in without a password. */
  readonly isPasskeyAlone?: true
}

/** Device users have no browser session, except the one in which they must set a password. */
export const isElsewhere = (user: SigningIn, by: SignedInBy, client: Client = 'browser') =>
  user.kind === 'device' && client === 'browser' && !mustChange(user, by)

/** A temporary password only opens a session in which the user's own password is chosen. */
export const mustChange = ({ mustChangePassword }: SigningIn, { temporaryId }: SignedInBy) =>
  mustChangePassword || temporaryId !== null

export function openerOf(
  { signInMethod }: SigningIn,
  { temporaryId, isPasskeyAlone }: SignedInBy,
): SessionOpener {
  if (isPasskeyAlone) return 'passkey'
  if (temporaryId) return 'temporary-password'
  return signInMethod === 'sso' ? 'console-password' : 'password'
}

/** What the client learns about a user who has just signed in. */
export async function describeSignIn(
  { settings }: Deps,
  user: SigningIn,
  by: SignedInBy,
  client: Client,
) {
  const { id, username, displayName, kind, role } = user
  const permissions = permissionsIn(client, user.permissions)
  const { passwordPolicies } = await settings.current()
  return {
    user: { id, username, displayName, kind, role, permissions },
    mustChangePassword: mustChange(user, by),
    method: methodOf(by),
    passwordPolicy: passwordPolicies[kind],
  }
}

function methodOf({ temporaryId, isPasskeyAlone }: SignedInBy): Answer<typeof signIn>['method'] {
  if (isPasskeyAlone) return 'passkey'
  return temporaryId === null ? 'password' : 'temporary-password'
}
