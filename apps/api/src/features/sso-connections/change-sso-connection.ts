import type { changeSsoConnection as contract } from '@rekey/contracts/sso-connections'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { isAdministratorLeft } from '../../models/administrators.ts'
import type { Settled } from '../../models/required-sign-in.ts'
import { endSessionsThrough } from '../../models/sso-connections.ts'
import { type AuditedField, auditedChange } from './audited-fields.ts'
import { mergeFields } from './connection-fields.ts'
import { refuseTakenName } from './refuse-taken-name.ts'
import { requireConnection, type StoredConnection } from './require-connection.ts'
import { requireMovableIssuer } from './require-movable-issuer.ts'
import { requireSignIn } from './require-sign-in.ts'
import { requireShownConnection } from './shown-connection.ts'

type Call = Input<typeof contract>

/** PATCH /sso-connections/{id}. Only what is named changes. */
export const changeSsoConnection: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  await deps.db
    .$transaction(async (tx) => {
      const before = await requireConnection(tx, params.id, caller)
      const after = changed(before, input.body, deps.clock.now())
      const change = auditedChange(before, after)
      const isSecretNew = input.body.clientSecret !== undefined
      if (change.fields.length === 0 && !isSecretNew) return
      if (isSecretNew || change.fields.some(decidesWhoGetsIn)) {
        requireRecentSignIn(caller, deps.clock.now())
      }
      await requireMovableIssuer(tx, before, after, isSecretNew)
      await write(tx, deps, after, input.body.clientSecret)
      if (isSecretNew || change.fields.some(isTested)) await forgetTest(tx, after.id)
      await switchOnOrOff(tx, before, after)
      const settled = await settleUsers(tx, deps, input, { before, after })
      await audit(tx, deps, input, { ...change, name: before.name, isSecretNew, settled })
    })
    .catch(refuseTakenName)
  return { status: 200, body: await requireShownConnection(deps, params.id) }
}

/** All but its name, where its passwords are reset, and how far its set-up is. */
const decidesWhoGetsIn = (field: AuditedField) =>
  field !== 'name' && field !== 'resetUrl' && field !== 'addressAdded'

/** A test tells of what was tested. */
const isTested = (field: AuditedField) =>
  decidesWhoGetsIn(field) && field !== 'enabled' && field !== 'required'

function changed(
  before: StoredConnection,
  { enabled, required, addressAdded, ...given }: Call['body'],
  now: Date,
) {
  const protocol = before.protocol === 'oidc' ? 'oidc' : 'saml'
  const { certificates, ...fields } = mergeFields(protocol, before, given, now)
  return {
    ...before,
    ...fields,
    certificates: [...certificates],
    enabled: enabled ?? before.enabled,
    required: required ?? before.required,
    addressAddedAt:
      addressAdded === undefined
        ? before.addressAddedAt
        : addressAdded
          ? (before.addressAddedAt ?? now)
          : null,
  }
}

async function write(
  tx: Transaction,
  { keys }: Deps,
  after: StoredConnection,
  secret: string | undefined,
) {
  const { id, name, enabled, issuer, clientId, signInUrl, certificates } = after
  const { signsWhole, resetUrl, addressFrom, required, addressAddedAt } = after
  await tx.ssoConnection.update({
    where: { id },
    data: {
      name,
      enabled,
      issuer,
      clientId,
      signInUrl,
      certificates,
      signsWhole,
      resetUrl,
      addressFrom,
      required,
      addressAddedAt,
      ...(secret !== undefined && { clientSecret: keys.seal('client-secret', secret) }),
    },
    select: { id: true },
  })
}

const forgetTest = (tx: Transaction, id: string) =>
  tx.$executeRaw`UPDATE sso_connections SET last_test = NULL WHERE id = ${id}::uuid`

/** @throws Problem conflict, last-administrator */
async function switchOnOrOff(tx: Transaction, before: StoredConnection, after: StoredConnection) {
  if (after.enabled === before.enabled) return
  if (after.enabled) return requireOwnedDomain(tx, after.id)
  await endSessionsThrough(tx, after.id)
  if (!(await isAdministratorLeft(tx))) throw new Problem('last-administrator')
}

async function requireOwnedDomain(tx: Transaction, connectionId: string) {
  const where = { connectionId, provedAt: { not: null } }
  if (await tx.ssoDomain.findFirst({ where, select: { domain: true } })) return
  throw new Problem('conflict', { detail: 'Verify a domain first. It decides who signs in here.' })
}

type States = { readonly before: StoredConnection; readonly after: StoredConnection }

/** Only where it matters: looking at all users of a domain takes a while. */
async function settleUsers(
  tx: Transaction,
  { clock }: Deps,
  { caller }: Call,
  { before, after }: States,
): Promise<Settled | null> {
  const isSame = before.required === after.required && before.enabled === after.enabled
  if (isSame || !(before.required || after.required)) return null
  return requireSignIn(tx, after, caller, clock.now())
}

type Change = ReturnType<typeof auditedChange> & {
  readonly settled: Settled | null
  readonly name: string
  readonly isSecretNew: boolean
}

const audit = (
  tx: Transaction,
  deps: Deps,
  input: Call,
  { name, before, after, isSecretNew, settled }: Change,
) =>
  auditBy(tx, deps, input, 'sso-connection.changed', null, {
    connectionId: input.params.id,
    name,
    before,
    after,
    ...(isSecretNew && { clientSecret: 'replaced' }),
    ...settled,
  })
