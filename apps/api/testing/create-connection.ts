import { randomUUID } from 'node:crypto'
import type { Deps } from '../src/deps.ts'
import { createCertificate } from './create-certificate.ts'

type Given = {
  name?: string
  protocol?: 'oidc' | 'saml'
  enabled?: boolean
  issuer?: string
  clientSecret?: string
  certificates?: string[]
  signsWhole?: boolean | null
  resetUrl?: string
  /** The domains that the connection owns. */
  domains?: string[]
}

/** An identity provider in the database, on, whose domains are proved. */
export function createConnection(
  { db, keys, clock }: Pick<Deps, 'db' | 'keys' | 'clock'>,
  given: Given = {},
) {
  const { protocol = 'oidc', enabled = true, clientSecret, domains = [] } = given
  const at = clock.now()
  const fields =
    protocol === 'oidc'
      ? { clientId: 'rekey' }
      : {
          signInUrl: 'https://idp.example/saml',
          certificates: given.certificates ?? [createCertificate()],
          signsWhole: given.signsWhole ?? null,
        }
  return db.ssoConnection.create({
    data: {
      protocol,
      enabled,
      createdAt: at,
      ...fields,
      name: given.name ?? `Provider ${randomUUID().slice(0, 8)}`,
      issuer: given.issuer ?? 'https://idp.example',
      clientSecret: clientSecret === undefined ? null : keys.seal('client-secret', clientSecret),
      resetUrl: given.resetUrl ?? null,
      domains: {
        create: domains.map((domain) => ({
          domain,
          proof: `rekey-domain=${domain}`,
          provedAt: at,
        })),
      },
    },
  })
}

/** From now on the user can only sign in there. */
export async function linkUser(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { id: connectionId, issuer }: { id: string; issuer: string },
  userId: string,
) {
  const linkedAt = clock.now()
  await db.user.update({ where: { id: userId }, data: { signInMethod: 'sso' } })
  await db.ssoIdentity.create({
    data: { connectionId, issuer, subject: randomUUID(), userId, linkedAt },
  })
}
