import { isDeepStrictEqual } from 'node:util'
import { describeCertificate } from './certificates.ts'
import type { ConnectionFields } from './connection-fields.ts'

type Audited = ConnectionFields & {
  readonly enabled: boolean
  readonly required: boolean
  readonly addressAddedAt: Date | null
}

/** For the audit log: certificates by their fingerprints. The client secret is no part of it. */
export const auditedFields = (connection: Audited) => ({
  name: connection.name,
  enabled: connection.enabled,
  issuer: connection.issuer,
  clientId: connection.clientId,
  signInUrl: connection.signInUrl,
  certificates: connection.certificates.map((pem) => describeCertificate(pem).fingerprint),
  signsWhole: connection.signsWhole,
  resetUrl: connection.resetUrl,
  addressFrom: connection.addressFrom,
  required: connection.required,
  addressAdded: connection.addressAddedAt !== null,
})

export type AuditedField = keyof ReturnType<typeof auditedFields>

/** What differs, with what it was and what it is. */
export function auditedChange(before: Audited, after: Audited) {
  const [old, now] = [auditedFields(before), auditedFields(after)]
  const fields = (Object.keys(now) as AuditedField[]).filter(
    (field) => !isDeepStrictEqual(old[field], now[field]),
  )
  const picked = (from: typeof now) => Object.fromEntries(fields.map((name) => [name, from[name]]))
  return { fields, before: picked(old), after: picked(now) }
}
