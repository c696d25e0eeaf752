import type { Database } from '../lib/database.ts'
import { withCommandDeps } from './open-command-deps.ts'

/** `rekey sso list`: a line for each identity provider, and one for each of its domains. */
export async function listSsoConnections(): Promise<void> {
  const lines = await withCommandDeps(({ db }) => describeSsoConnections(db))
  console.log(lines.join('\n') || 'There are no identity providers.')
}

async function describeSsoConnections(db: Database): Promise<string[]> {
  const connections = await db.ssoConnection.findMany({
    include: { domains: { orderBy: { domain: 'asc' } } },
    orderBy: { name: 'asc' },
  })
  return connections.flatMap(({ id, name, protocol, enabled, domains }) => [
    `${name}  ${protocol.toUpperCase()}, ${enabled ? 'on' : 'off'}  ${id}`,
    ...domains.map(({ domain, provedAt }) => `  ${domain}  ${provedAt ? 'proved' : 'claimed'}`),
  ])
}
