import { randomUUID } from 'node:crypto'
import type { createSsoConnection as contract } from '@rekey/contracts/sso-connections'
import { auditBy } from '../../guards/audit-by.ts'
import type { Verb } from '../../http/routes.ts'
import { auditedFields } from './audited-fields.ts'
import { mergeFields } from './connection-fields.ts'
import { refuseTakenName } from './refuse-taken-name.ts'
import { requireShownConnection } from './shown-connection.ts'

/** POST /sso-connections. Begins switched off, and lets nobody in until it owns a domain. */
export const createSsoConnection: Verb<typeof contract> = async (input, deps) => {
  const { protocol, ...given } = input.body
  const at = deps.clock.now()
  const id = randomUUID()
  const { certificates, ...fields } = mergeFields(protocol, null, given, at)
  const connection = {
    ...fields,
    certificates: [...certificates],
    enabled: false,
    required: false,
    addressAddedAt: null,
  }
  const clientSecret =
    given.clientSecret === undefined ? null : deps.keys.seal('client-secret', given.clientSecret)
  await deps.db
    .$transaction(async (tx) => {
      await tx.ssoConnection.create({
        data: { id, protocol, ...connection, clientSecret, createdAt: at },
      })
      await auditBy(tx, deps, input, 'sso-connection.created', null, {
        connectionId: id,
        protocol,
        ...auditedFields(connection),
      })
    })
    .catch(refuseTakenName)
  return { status: 201, body: await requireShownConnection(deps, id) }
}
