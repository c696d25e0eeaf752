import { addressOf } from '@rekey/contracts/reset-address'
import type { changeUser as contract } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { requireRecentSignIn } from '../../http/require-recent-sign-in.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { requireForKind, requireTarget, type TargetUser } from '../../http/target-user.ts'
import type { Transaction } from '../../lib/database.ts'
import { endAccess, isMoved } from '../../models/access.ts'
import { recordAudit } from '../../models/audit.ts'
import { defaultRoleOf } from '../../models/roles.ts'
import { searchText } from '../../models/search-text.ts'
import { usernameKey } from '../../models/username-key.ts'
import { requireAdministratorLeft } from './require-administrator-left.ts'
import { requireShownUser } from './require-shown-user.ts'
import { tellOfNewAddress } from './tell-of-new-address.ts'
import { refuseTakenUsername, requireOrganization } from './user-fields.ts'

const needed = { all: 'users.write', contacts: 'contacts.write' } as const

/**
 * PATCH /users/{id}. Only what is named changes. A new username, kind or reset address ends what
 * the user holds: it was made for somebody else. Old and new address are told of it.
 */
export const changeUser: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  await deps.db
    .$transaction(async (tx) => {
      const before = await requireTarget(tx, params.id, caller, needed)
      const after = changed(before, input.body)
      requireForKind(caller, after.kind, needed)
      const names = changedFields(before, after)
      if (names.length === 0) return
      if (isTakeover(before, after)) requireRecentSignIn(caller, deps.clock.now())
      await writeUser(tx, before, after)
      await requireAdministratorLeft(tx, before)
      await endWhatWasTheirs(tx, deps, before, after)
      await audit(tx, deps, input, { before, after, names })
    })
    .catch(refuseTakenUsername)
  return { status: 200, body: await requireShownUser(deps, params.id, caller) }
}

const fields = ['username', 'displayName', 'kind', 'emailTo', 'organizationId', 'roleId'] as const

/** A user whose role is their kind's default gets that of the new kind. */
function changed(before: TargetUser, body: Input<typeof contract>['body']): TargetUser {
  const { kind = before.kind, emailTo, organizationId } = body
  const hasDefaultRole = before.roleId === defaultRoleOf(before.kind)
  return {
    ...before,
    kind,
    username: body.username?.trim() ?? before.username,
    displayName: body.displayName?.trim() ?? before.displayName,
    emailTo: emailTo === undefined ? before.emailTo : emailTo,
    organizationId: organizationId === undefined ? before.organizationId : organizationId,
    roleId: hasDefaultRole ? defaultRoleOf(kind) : before.roleId,
  }
}

const changedFields = (before: TargetUser, after: TargetUser) =>
  fields.filter((field) => before[field] !== after[field])

/** Whoever holds the address of a user who opens the console holds the console. */
const isTakeover = (before: TargetUser, after: TargetUser) =>
  before.permissions.includes('console.access') &&
  (before.username !== after.username || before.emailTo !== after.emailTo)

async function writeUser(tx: Transaction, before: TargetUser, after: TargetUser): Promise<void> {
  const { id, username, displayName, kind, emailTo, organizationId, roleId } = after
  const organization = await requireOrganization(tx, organizationId)
  await tx.user.update({
    where: { id },
    data: {
      username,
      displayName,
      kind,
      emailTo,
      organizationId,
      roleId,
      usernameKey: usernameKey(username),
      searchText: searchText({ username, displayName, organization: organization?.name ?? null }),
      ...(addressOf(after) !== addressOf(before) && { addressConfirmedAt: null }),
    },
    select: { id: true },
  })
}

async function endWhatWasTheirs(
  tx: Transaction,
  deps: Deps,
  before: TargetUser,
  after: TargetUser,
): Promise<void> {
  if (!isMoved(after, before)) return
  await endAccess(tx, [after.id], deps.clock.now())
  await tellOfNewAddress(tx, deps, before, after)
}

type Change = { before: TargetUser; after: TargetUser; names: readonly (typeof fields)[number][] }

const audit = (
  tx: Transaction,
  { clock }: Deps,
  { caller, ip, requestId }: Input<typeof contract>,
  { before, after, names }: Change,
) =>
  recordAudit(tx, {
    action: 'user.changed',
    at: clock.now(),
    actorId: caller.user.id,
    userId: after.id,
    requestId,
    details: { fields: [...names] },
    personal: {
      ip,
      before: Object.fromEntries(names.map((name) => [name, before[name]])),
      after: Object.fromEntries(names.map((name) => [name, after[name]])),
    },
  })
