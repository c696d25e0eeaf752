import type { Pool } from 'pg'
import type { Config } from '../../config.ts'
import { describeCertificate } from '../../features/sso-connections/certificates.ts'
import { readKeys } from '../../keys-file.ts'
import { day, later } from '../../lib/clock.ts'
import { createKeyring, type Keyring } from '../../lib/keyring.ts'
import { plainIssuer } from '../../models/plain-issuer.ts'
import { type Finding, ok, problem, reason, warning } from './finding.ts'

const patienceMs = 3_000
const warnDays = 30

type Connection = {
  readonly name: string
  readonly protocol: string
  readonly enabled: boolean
  readonly issuer: string
  readonly clientSecret: string | null
  readonly certificates: string[]
}

/** Whether each provider's secret can be read, and whether sign-ins work at those that are on. */
export async function checkSso(config: Config, pool: Pool, now: Date): Promise<Finding[]> {
  try {
    const keys = createKeyring(await readKeys(config))
    const { rows } = await pool.query<Connection>(
      `SELECT name, protocol, enabled, issuer, client_secret AS "clientSecret", certificates
       FROM sso_connections ORDER BY name`,
    )
    const findings = await Promise.all(rows.map((row) => checkConnection(row, keys, now)))
    return findings.flat()
  } catch (error) {
    return [problem('SSO', reason(error))]
  }
}

async function checkConnection(row: Connection, keys: Keyring, now: Date): Promise<Finding[]> {
  const secret = checkSecret(row, keys)
  if (!row.enabled) return [...secret, ok('SSO', `${row.name} is off`)]
  const provider = row.protocol === 'oidc' ? await checkDiscovery(row) : checkCertificates(row, now)
  return [...secret, provider]
}

function checkSecret({ name, clientSecret }: Connection, keys: Keyring): Finding[] {
  if (clientSecret === null || keys.unseal('client-secret', clientSecret) !== null) return []
  const [keyId = ''] = clientSecret.split(':')
  const why = keys.ids.includes(keyId) ? 'it was altered' : `its key ${keyId} is missing`
  return [problem('SSO', `${name}: its client secret can't be read: ${why}. Enter it again`)]
}

/**
 * OpenID Connect Discovery 1.0, section 4: the document names the very issuer that was asked, as
 * sign-ins compare it. They take the address of the document itself too, whatever it names.
 */
async function checkDiscovery({ name, issuer }: Connection): Promise<Finding> {
  const isDocument = issuer.includes('/.well-known/')
  const plain = plainIssuer(issuer)
  const url = isDocument ? plain : `${plain}/.well-known/openid-configuration`
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    if (!answer.ok) return problem('SSO', `${name}: ${url} answers ${answer.status}`)
    const found = (await answer.json()) as { issuer?: unknown } | null
    const said = typeof found?.issuer === 'string' ? plainIssuer(found.issuer) : null
    return said === plain || (isDocument && said !== null)
      ? ok('SSO', `${name}: ${issuer} answers`)
      : problem('SSO', `${name}: ${url} names another issuer: ${JSON.stringify(found?.issuer)}`)
  } catch (error) {
    return problem('SSO', `${name}: ${url} does not answer: ${reason(error)}`)
  }
}

/**
 * While a provider changes its certificate there are two. The one that lasts longer counts. Answers
 * that are signed with one that is over still count, but providers usually sign with another then.
 */
function checkCertificates({ name, certificates }: Connection, now: Date): Finding {
  const ends = certificates.map((pem) => describeCertificate(pem).validUntil).sort()
  const last = ends.at(-1) ?? now.toISOString()
  const until = `${name}: its certificate is good until ${last.slice(0, 10)}`
  if (last <= now.toISOString())
    return problem('SSO', `${until}. Add the one that it signs with now`)
  return last < later(now, warnDays * day).toISOString()
    ? warning('SSO', `${until}. Add the provider's next certificate`)
    : ok('SSO', until)
}
