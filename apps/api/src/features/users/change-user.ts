import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import { addressOf } from '@rekey/contracts/reset-address'
import type { changeUser as contract } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { isTakeover } from '../../guards/is-takeover.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import { requireForKind, requireTarget, type TargetUser } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { ActInput, Verb } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { endAccess, isMoved } from '../../models/access.ts'
import { endLostConsolePasswords } from '../../models/end-lost-console-passwords.ts'
import { holdRequired, isSignInRequired, settleUsers } from '../../models/required-sign-in.ts'
import { holdRoles } from '../../models/roles.ts'
import { setBackToPassword } from '../../models/set-back-to-password.ts'
import { isInvited, startReset } from '../../models/start-reset.ts'
import { tellOfNewAddresses } from '../../models/tell-of-new-addresses.ts'
import { auditChange } from './audit-change.ts'
import { requireAdministratorLeft } from './require-administrator-left.ts'
import { requireShownUser } from './require-shown-user.ts'
import { heldOf, type RoleChange, refuseDeviceInConsole, requireRoleChange } from './role-change.ts'
import { refuseTakenUsername } from './user-fields.ts'
import { writeUser } from './write-user.ts'

const needed = { all: 'users.write', contacts: 'contacts.write' } as const

/** PATCH /users/{id}. */
export const changeUser: Verb<typeof contract> = async (input, deps) => {
  await applyChange(input, deps)
  return { status: 200, body: await requireShownUser(deps, input.params.id, input.caller) }
}

/**
 * Only the given fields change. A new username, kind or reset address ends
 * everything that the user holds, because it was made for another person. The old and new address
 * get a notice. Link and code for the first password are mailed again if an invitation was open, or
 * if the user is set back to a password.
 */
export async function applyChange(input: ActInput<typeof contract>, deps: Deps): Promise<void> {
  const { params, body, caller } = input
  await deps.db
    .$transaction(async (tx) => {
      await holdRequired(tx, [body.username, await usernameNow(tx, params.id)])
      await holdRoles(tx, [...(body.roleId ? [body.roleId] : []), ...(body.extraRoleIds ?? [])])
      const before = await requireTarget(tx, params.id, caller, needed)
      const after = changed(before, body)
      requireForKind(caller, after.kind, needed)
      const names = changedFields(before, after)
      if (names.length === 0) return
      const roles = await requireRoleChange(tx, caller, before, after)
      const change = { before, after, names, roles }
      const opensConsole = before.opensConsole || roles.opensConsole
      if (isTakeover(opensConsole, names)) requireRecentSignIn(caller, deps.clock.now())
      await writeUser(tx, before, after)
      await endWhatWasTheirs(tx, deps, input, change)
      await requireAdministratorLeft(tx, before)
      refuseDeviceInConsole(before, after, roles)
      await auditChange(tx, deps, input, change)
    })
    .catch(refuseTakenUsername)
}

/** Read before the user is locked, because connections are locked first. */
async function usernameNow(tx: Transaction, id: string): Promise<string | undefined> {
  const user = await tx.user.findUnique({ where: { id }, select: { username: true } })
  return user?.username
}

const fields = [
  'username',
  'displayName',
  'kind',
  'emailTo',
  'organizationId',
  'roleId',
  'extraRoleIds',
  'signInMethod',
] as const

type Change = {
  readonly before: TargetUser
  readonly after: TargetUser
  readonly names: readonly (typeof fields)[number][]
  readonly roles: RoleChange
}

/**
 * If no role is given, a user with their kind's default role gets the default role of the new kind.
 */
function changed(before: TargetUser, body: ActInput<typeof contract>['body']): TargetUser {
  const { kind = before.kind, emailTo, organizationId } = body
  const hasDefaultRole = before.roleId === defaultRoleOf(before.kind)
  const { extraRoleIds = before.extraRoleIds } = body
  const roleId = body.roleId ?? (hasDefaultRole ? defaultRoleOf(kind) : before.roleId)
  return {
    ...before,
    ...heldOf({ kind, roleId, extraRoleIds }),
    username: body.username?.trim() ?? before.username,
    displayName: body.displayName?.trim() ?? before.displayName,
    emailTo: emailTo === undefined ? before.emailTo : emailTo,
    organizationId: organizationId === undefined ? before.organizationId : organizationId,
    signInMethod: body.signInMethod ?? before.signInMethod,
  }
}

const changedFields = (before: TargetUser, after: TargetUser) =>
  fields.filter((field) => String(before[field]) !== String(after[field]))

async function endWhatWasTheirs(
  tx: Transaction,
  deps: Deps,
  { caller, requestId }: ActInput<typeof contract>,
  { before, after, names }: Change,
): Promise<void> {
  const at = deps.clock.now()
  await endLostConsolePasswords(tx, [after.id], { at, actorId: caller.actorId, requestId })
  const hasMoved = isMoved(after, before)
  const losesInvitation = hasMoved && (await isInvited(tx, after.id, at))
  if (hasMoved) {
    await endAccess(tx, [after.id], at)
    await tellOfNewAddresses(tx, deps, [{ id: after.id, before, after }])
  }
  const isSetBack = names.includes('signInMethod')
  const isReleased = (await settleRequired(tx, after, names, at)) || isSetBack
  if (isSetBack) await setBackToPassword(tx, after.id, at)
  const isRequired = await isSignInRequired(tx, after.id)
  if (!isRequired && (isReleased || losesInvitation)) await bringFirstPassword(tx, deps, after)
}

/**
 * The new name may have a domain that must sign in at a provider, or no longer has one.
 * @returns whether the user can only sign in after setting a new password
 * @throws Problem user-signs-in-elsewhere
 */
async function settleRequired(
  tx: Transaction,
  { id, displayName }: TargetUser,
  names: Change['names'],
  at: Date,
): Promise<boolean> {
  const isNamed = names.includes('username') || names.includes('kind')
  const settled = isNamed ? await settleUsers(tx, [id], at) : null
  if (names.includes('signInMethod') && (await isSignInRequired(tx, id))) {
    const detail = `The domain of ${displayName} must sign in at its provider. Switch that off at the provider first.`
    throw new Problem('user-signs-in-elsewhere', { detail })
  }
  return settled !== null && settled.released > 0
}

async function bringFirstPassword(tx: Transaction, deps: Deps, user: TargetUser): Promise<void> {
  if (user.status !== 'active' || addressOf(user) === null) return
  await startReset(tx, deps, user, { lane: lanes.first })
}
