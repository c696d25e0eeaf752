import type { SsoConnection } from '@rekey/contracts/sso-connections'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import { endpointsOf, signingInThrough } from '../../models/sso-connections.ts'
import { txtNameOf } from '../../models/sso-domains.ts'
import { describeCertificate } from './certificates.ts'

type Finder = Pick<Deps, 'db' | 'config'>

/** As the contract shows it: nothing of the client secret but that there is one. */
export async function findShownConnection(
  { db, config }: Finder,
  id: string,
): Promise<SsoConnection | null> {
  const row = await db.ssoConnection.findUnique({
    where: { id },
    include: {
      domains: { orderBy: { domain: 'asc' } },
      decryptionKeys: { orderBy: { createdAt: 'desc' } },
    },
  })
  if (!row) return null
  const { name, enabled, issuer, clientId, signInUrl, signsWhole, resetUrl } = row
  const { addressFrom, required } = row
  return {
    id,
    name,
    enabled,
    issuer,
    clientId,
    signInUrl,
    signsWhole,
    resetUrl,
    addressFrom,
    required,
    protocol: row.protocol === 'oidc' ? 'oidc' : 'saml',
    hasClientSecret: row.clientSecret !== null,
    certificates: row.certificates.map(describeCertificate),
    encryptionCertificates: row.decryptionKeys.map(({ certificate }) =>
      describeCertificate(certificate),
    ),
    domains: row.domains.map(({ domain, proof, provedAt }) => ({
      domain,
      provedAt: provedAt?.toISOString() ?? null,
      txtName: txtNameOf(domain),
      txtValue: proof,
    })),
    userCount: await db.user.count({ where: signingInThrough(id) }),
    lastTest: row.lastTest && { ...untold, ...row.lastTest },
    addressAddedAt: row.addressAddedAt?.toISOString() ?? null,
    endpoints: endpointsOf(config.publicUrl, id),
    createdAt: row.createdAt.toISOString(),
  }
}

/** Results of older versions don't say this. */
const untold = { reason: null, code: null, nextStep: null, compared: [], claims: [] }

/** @throws Problem not-found */
export async function requireShownConnection(deps: Finder, id: string): Promise<SsoConnection> {
  const connection = await findShownConnection(deps, id)
  if (!connection) throw new Problem('not-found')
  return connection
}
