import { randomUUID } from 'node:crypto'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../deps.ts'
import type { User } from '../generated/prisma/client.ts'
import { lanes } from '../jobs/lanes.ts'
import { sql, type Transaction } from '../lib/database.ts'
import { holdUp, listSentAt, wrongCodesAllowed } from './hold-up.ts'
import { queueOpeningMails } from './opening-mails.ts'
import { isWorthMailing } from './reset-time.ts'
import { triesPerReset } from './reset-tries.ts'
import { endResets, living } from './resets.ts'
import type { SsoLink } from './sso-links.ts'

/** How long a mailed link works, from the acceptance of the newest mail that contains it. */
const lifetimeSeconds = 30 * 60

/**
 * Mails a link and a code to the addresses that count, with the same limits as for resets. While
 * they live, it sends the same ones again, so a second request doesn't void the first mail. Lock
 * order: user, reset.
 * @returns whether a mail is sent
 */
export async function mailLink(
  tx: Transaction,
  deps: Deps,
  { identityId, userId }: SsoLink,
  device: string | null,
): Promise<boolean> {
  const at = deps.clock.now()
  const to = await findRecipient(tx, identityId, userId)
  const sentAt = (await listSentAt(tx, [userId], at)).get(userId) ?? []
  if (to === null || holdUp(sentAt, at)) return false
  const kept = await findKept(tx, deps, { identityId, to, at })
  const resetId = kept ?? (await replaceLink(tx, deps, { identityId, userId, to, at }))
  await queueOpeningMails(tx, deps, [
    {
      userId,
      template: 'sso-link',
      to,
      origin: 'self-service',
      lane: lanes.first,
      askedAt: at,
      resetId,
      device,
      lifetimeSeconds,
    },
  ])
  return true
}

/**
 * Null: there is no address, or too many wrong codes were typed. Or the identity was linked by
 * another proof, or the user deactivated, before this call had locked the user.
 */
async function findRecipient(
  tx: Transaction,
  identityId: string,
  userId: string,
): Promise<string | null> {
  const [user] = await tx.$queryRaw<Pick<User, 'kind' | 'username' | 'emailTo' | 'wrongCodes'>[]>`
    SELECT kind, username, email_to AS "emailTo", wrong_codes AS "wrongCodes" FROM users
    WHERE id = ${userId}::uuid AND status = 'active' AND deleted_at IS NULL FOR NO KEY UPDATE`
  const pending = await tx.ssoIdentity.count({ where: { id: identityId, userId, linkedAt: null } })
  return user && pending > 0 && user.wrongCodes < wrongCodesAllowed ? addressOf(user) : null
}

type Wanted = { readonly identityId: string; readonly to: string; readonly at: Date }

async function findKept(tx: Transaction, { keys }: Deps, { identityId, to, at }: Wanted) {
  const found = await tx.reset.findMany({ where: { identityId, ...living(at) } })
  const mailing = { to, keyIds: keys.ids, now: at }
  return found.find((reset) => isWorthMailing(reset, mailing))?.id ?? null
}

/** @returns the reset's id */
async function replaceLink(
  tx: Transaction,
  { keys }: Deps,
  { identityId, userId, to, at }: Wanted & { readonly userId: string },
): Promise<string> {
  await endResets(tx, sql`identity_id = ${identityId}::uuid`, 'replaced', at)
  const id = randomUUID()
  await tx.reset.create({
    data: {
      id,
      userId,
      identityId,
      purpose: 'link',
      origin: 'self-service',
      keyId: keys.currentId,
      address: to,
      createdAt: at,
      lifetimeSeconds,
      triesLeft: triesPerReset,
    },
    select: { id: true },
  })
  return id
}
