import { randomUUID } from 'node:crypto'
import { addressOf } from '@rekey/contracts/reset-address'
import type { createUser as contract } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { requireForKind } from '../../http/target-user.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { startReset } from '../../models/resets.ts'
import { defaultRoleOf } from '../../models/roles.ts'
import { searchText } from '../../models/search-text.ts'
import { usernameKey } from '../../models/username-key.ts'
import { requireShownUser } from './require-shown-user.ts'
import { refuseTakenUsername, requireOrganization } from './user-fields.ts'

/** POST /users. Nobody but the user chooses the password: link and code to create it are mailed. */
export const createUser: Verb<typeof contract> = async (input, deps) => {
  requireForKind(input.caller, input.body.kind, { all: 'users.write', contacts: 'contacts.write' })
  const id = randomUUID()
  await deps.db
    .$transaction(async (tx) => {
      const user = await insertUser(tx, deps, input, id)
      if (addressOf(user)) await startReset(tx, deps, user, { lane: lanes.first })
      await recordAudit(tx, {
        action: 'user.created',
        at: deps.clock.now(),
        actorId: input.caller.user.id,
        userId: id,
        requestId: input.requestId,
        details: { kind: user.kind },
        personal: { ip: input.ip, username: user.username },
      })
    })
    .catch(refuseTakenUsername)
  return { status: 201, body: await requireShownUser(deps, id, input.caller) }
}

async function insertUser(
  tx: Transaction,
  { clock }: Deps,
  { body }: Input<typeof contract>,
  id: string,
) {
  const organization = await requireOrganization(tx, body.organizationId ?? null)
  const fields = { username: body.username.trim(), displayName: body.displayName.trim() }
  const user = {
    ...fields,
    id,
    kind: body.kind,
    emailTo: body.emailTo ?? null,
    organizationId: organization?.id ?? null,
    usernameKey: usernameKey(fields.username),
    searchText: searchText({ ...fields, organization: organization?.name ?? null }),
    roleId: defaultRoleOf(body.kind),
    createdAt: clock.now(),
  }
  await tx.user.create({ data: user, select: { id: true } })
  return { ...user, passwordHash: null }
}
