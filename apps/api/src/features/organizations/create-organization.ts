import { randomUUID } from 'node:crypto'
import type { createOrganization as contract } from '@rekey/contracts/organizations'
import type { Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { refuseTakenName } from './refuse-taken-name.ts'

/** POST /organizations. */
export const createOrganization: Verb<typeof contract> = async (
  { body, caller, ip, requestId },
  { db, clock },
) => {
  const organization = { id: randomUUID(), name: body.name.trim(), createdAt: clock.now() }
  await db
    .$transaction(async (tx) => {
      await tx.organization.create({ data: organization })
      await recordAudit(tx, {
        action: 'organization.created',
        at: organization.createdAt,
        actorId: caller.user.id,
        requestId,
        details: { organizationId: organization.id, name: organization.name },
        personal: { ip },
      })
    })
    .catch(refuseTakenName)
  const createdAt = organization.createdAt.toISOString()
  return { status: 201, body: { ...organization, createdAt, userCount: 0 } }
}
