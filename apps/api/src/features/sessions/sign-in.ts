import type { signIn as contract, SessionOpener } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import { grantSession, heldProof } from '../../http/grant-session.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { noteAct } from '../../models/audit-counts.ts'
import { addProof } from '../../models/device-cookie.ts'
import type { IssuedSession } from '../../models/issue-session.ts'
import { checkPassword, type RightPassword as Right } from '../../models/password-check.ts'
import { type Client, permissionsIn } from '../../models/sessions.ts'
import { findSigningIn, type SigningIn } from '../../models/users.ts'
import { startSession } from './start-session.ts'

/**
 * POST /sessions. Every failure has the same body and duration: each does the same hashing, whether
 * or not the user exists. Users who sign in at a provider have at most a console password, which
 * doesn't sign in to an app.
 */
export const signIn: Verb<typeof contract> = async (input, deps) => {
  const { username, password, client = 'browser' } = input.body
  const held = heldProof(client, input)
  const user = await findSigningIn(deps, username)
  const check = await checkPassword(deps, {
    username,
    password,
    holder: user,
    deviceCookie: held,
    client,
  })
  if (check.outcome === 'wait') throw mustWait(check.until, deps.clock.now())
  if (check.outcome === 'wrong' || !user) {
    await noteAct(deps, { action: 'sign-in.failed', userId: user?.id ?? null }, input)
    throw new Problem('sign-in-failed')
  }
  const isRehashed = check.temporaryId === null && deps.hasher.isForeign(user.passwordHash ?? '')
  const rehashed = isRehashed ? await deps.hasher.hash(password) : null
  const session = await open(deps, user, check, rehashed, input)
  const proof = addProof(deps.keys, held, user, deps.clock.now())
  const { tokens, cookies } = grantSession(input.accessTokens, user, session, proof)
  const described = await describe(deps, user, check, client)
  return { status: 201, body: { ...described, ...tokens }, cookies }
}

async function describe({ settings }: Deps, user: SigningIn, check: Right, client: Client) {
  const { id, username, displayName, kind, role } = user
  const permissions = permissionsIn(client, user.permissions)
  const { passwordPolicies } = await settings.current()
  return {
    user: { id, username, displayName, kind, role, permissions },
    mustChangePassword: mustChange(user, check),
    method: check.temporaryId === null ? ('password' as const) : ('temporary-password' as const),
    passwordPolicy: passwordPolicies[kind],
  }
}

/** @throws Problem sign-in-elsewhere; only after a right password, so it reveals nothing to guessers */
async function open(
  deps: Deps,
  user: SigningIn,
  check: Right,
  rehashed: string | null,
  input: Input<typeof contract>,
): Promise<IssuedSession> {
  if (isElsewhere(user, check, input.body.client)) {
    await deps.driver.$executeRaw(check.givingBack)
    throw new Problem('sign-in-elsewhere')
  }
  return startSession(
    deps,
    {
      user,
      rehashed,
      check,
      openedBy: openerOf(user, check),
      mustChangePassword: mustChange(user, check),
    },
    input,
  )
}

/** Device users have no browser session, except the one in which they must set a password. */
const isElsewhere = (user: SigningIn, check: Right, client: Client = 'browser') =>
  user.kind === 'device' && client === 'browser' && !mustChange(user, check)

/** A temporary password only opens a session in which the user's own password is chosen. */
const mustChange = ({ mustChangePassword }: SigningIn, { temporaryId }: Right) =>
  mustChangePassword || temporaryId !== null

function openerOf({ signInMethod }: SigningIn, { temporaryId }: Right): SessionOpener {
  if (temporaryId) return 'temporary-password'
  return signInMethod === 'sso' ? 'console-password' : 'password'
}
