import type { Deps } from '../../deps.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { findReachable, openingAddresses } from '../../models/mail-addresses.ts'
import { queueMessages } from '../../models/messages.ts'
import { linkIdentity } from '../../models/sso-identities.ts'
import type { SsoLink } from '../../models/sso-links.ts'
import type { Coming } from './coming.ts'

/** Links, tells the user by mail, and records by which proof. @returns whether it could */
export async function linkUser(
  tx: Transaction,
  deps: Deps,
  { identityId, userId, username, connectionId }: SsoLink,
  proof: 'password' | 'mail',
  { device, ip, requestId }: Pick<Coming, 'device' | 'ip' | 'requestId'>,
): Promise<boolean> {
  const at = deps.clock.now()
  if (!(await linkIdentity(tx, { id: identityId, userId }, at))) return false
  await recordAudit(tx, {
    action: 'user.linked',
    at,
    actorId: userId,
    userId,
    requestId,
    details: { connectionId, proof, device },
    personal: { ip, username },
  })
  await tellUser(tx, deps, { identityId, userId, device, at })
  return true
}

type Told = {
  readonly identityId: string
  readonly userId: string
  readonly device: string | null
  readonly at: Date
}

/** By a mail whose "This wasn't me" removes the link again. */
async function tellUser(tx: Transaction, deps: Deps, { at, ...told }: Told): Promise<void> {
  const user = await findReachable(tx, told.userId, at)
  const notice = { template: 'sso-linked', origin: 'notice', lane: lanes.first } as const
  const mails = user ? openingAddresses(user).map((to) => ({ ...notice, ...told, to })) : []
  await queueMessages(
    tx,
    deps,
    mails.map((mail) => ({ ...mail, askedAt: at })),
  )
}
