import { X509Certificate } from 'node:crypto'
import type { AttentionItem } from '@rekey/contracts/overview'
import { day, later } from '../../lib/clock.ts'
import type { Database } from '../../lib/database.ts'
import { item } from './attention-item.ts'

const certificateDays = 30
const keyDays = 14

/** A key that ended longer ago isn't missed. */
const endedDays = 7

type Connection = { id: string; name: string; certificates: string[]; users: number }

/** Providers whose last certificate ends soon: then nobody can sign in there. */
export async function findEndingCertificates(db: Database, now: Date): Promise<AttentionItem[]> {
  const connections = await db.$queryRaw<Connection[]>`
    SELECT id, name, certificates, (
      SELECT count(DISTINCT user_id)::int FROM sso_identities
      WHERE connection_id = connection.id AND linked_at IS NOT NULL) AS users
    FROM sso_connections connection WHERE enabled AND cardinality(certificates) > 0`
  return connections.flatMap(({ id, name, certificates, users }) => {
    const ends = certificates.map((pem) => new X509Certificate(pem).validToDate.getTime())
    const until = new Date(Math.max(...ends))
    if (until > later(now, certificateDays * day)) return []
    const severity = until > now ? 'warning' : 'problem'
    const subject = { id, name }
    return [item({ kind: 'certificate-ends', severity, count: users, until, subject })]
  })
}

type Key = { id: string; name: string; until: Date }

/** API keys that end soon, or that ended while they were in use. */
export async function findEndingKeys(db: Database, now: Date): Promise<AttentionItem[]> {
  const keys = await db.$queryRaw<Key[]>`
    SELECT id, name, expires_at AS until FROM api_keys
    WHERE deleted_at IS NULL AND expires_at < ${later(now, keyDays * day)}::timestamptz
      AND (expires_at > ${now}::timestamptz
        OR expires_at > ${later(now, -endedDays * day)}::timestamptz
          AND last_used_at > expires_at - interval '1 day')
    ORDER BY expires_at LIMIT 20`
  return keys.map(({ id, name, until }) =>
    item({
      kind: 'api-key-ends',
      severity: until > now ? 'warning' : 'problem',
      count: 1,
      until,
      subject: { id, name },
    }),
  )
}
