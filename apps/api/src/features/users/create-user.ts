import { randomUUID } from 'node:crypto'
import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import { addressOf, type Recipient } from '@rekey/contracts/reset-address'
import type { createUser as contract } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import { requireForKind } from '../../guards/target-user.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { holdRequired, isSignInRequired, settleUsers } from '../../models/required-sign-in.ts'
import { holdRoles } from '../../models/roles.ts'
import { searchText } from '../../models/search-text.ts'
import { startReset } from '../../models/start-reset.ts'
import { usernameKey } from '../../models/username-key.ts'
import { requireShownUser } from './require-shown-user.ts'
import { heldOf, refuseDeviceInConsole, requireRoleChange } from './role-change.ts'
import { refuseTakenUsername, requireOrganization } from './user-fields.ts'

/**
 * POST /users. Only the user chooses the password: link and code to create it are mailed, unless
 * the caller wants no mail. Users whose domain must sign in at a provider get none. A role with
 * console access needs a recent sign-in of the caller.
 */
export const createUser: Verb<typeof contract> = async (input, deps) => {
  requireForKind(input.caller, input.body.kind, { all: 'users.write', contacts: 'contacts.write' })
  const id = randomUUID()
  await deps.db
    .$transaction(async (tx) => {
      const isRequired = await holdRequired(tx, [input.body.username])
      const roles = await requireInvitation(tx, deps, input)
      const user = await insertUser(tx, deps, input, { id, ...roles.held })
      if (isRequired) await settleUsers(tx, [id], deps.clock.now())
      const isInvited = await invite(tx, deps, { user, isWanted: input.body.invite ?? true })
      await auditBy(
        tx,
        deps,
        input,
        'user.created',
        { id, username: user.username },
        { kind: user.kind, ...roles.names, isInvited },
      )
    })
    .catch(refuseTakenUsername)
  return { status: 201, body: await requireShownUser(deps, id, input.caller) }
}

type Added = { readonly user: Recipient & { id: string }; readonly isWanted: boolean }

/** Mails link and code if that is wanted and the user can use them. @returns whether it does */
async function invite(tx: Transaction, deps: Deps, { user, isWanted }: Added): Promise<boolean> {
  const isInvited = isWanted && addressOf(user) !== null && !(await isSignInRequired(tx, user.id))
  if (isInvited) await startReset(tx, deps, user, { lane: lanes.first })
  return isInvited
}

/**
 * The roles that the new user gets. @throws Problem bad-request, not-permitted,
 * recent-sign-in-required
 */
async function requireInvitation(
  tx: Transaction,
  { clock }: Deps,
  { body, caller }: Input<typeof contract>,
) {
  const { kind, roleId = defaultRoleOf(kind), extraRoleIds = [] } = body
  const held = heldOf({ kind, roleId, extraRoleIds })
  await holdRoles(tx, [held.roleId, ...held.extraRoleIds])
  const change = await requireRoleChange(tx, caller, null, held)
  refuseDeviceInConsole(null, held, change)
  if (change.opensConsole) requireRecentSignIn(caller, clock.now())
  const { role, extraRoles } = change.after
  const names = { role, ...(extraRoles.length > 0 && { extraRoles: [...extraRoles] }) }
  return { held, names }
}

async function insertUser(
  tx: Transaction,
  { clock }: Deps,
  { body }: Input<typeof contract>,
  given: { id: string; roleId: string; extraRoleIds: readonly string[] },
) {
  const organization = await requireOrganization(tx, body.organizationId ?? null)
  const fields = { username: body.username.trim(), displayName: body.displayName.trim() }
  const user = {
    ...fields,
    id: given.id,
    kind: body.kind,
    emailTo: body.emailTo ?? null,
    organizationId: organization?.id ?? null,
    usernameKey: usernameKey(fields.username),
    searchText: searchText({
      ...fields,
      emailTo: body.emailTo ?? null,
      organization: organization?.name ?? null,
    }),
    roleId: given.roleId,
    createdAt: clock.now(),
  }
  const extraRoles = { create: given.extraRoleIds.map((roleId) => ({ roleId })) }
  await tx.user.create({ data: { ...user, extraRoles }, select: { id: true } })
  return user
}
