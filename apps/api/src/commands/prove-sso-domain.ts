import * as z from 'zod/mini'
import type { Transaction } from '../lib/database.ts'
import { isUniqueViolation } from '../lib/is-unique-violation.ts'
import { recordAudit } from '../models/audit.ts'
import { asciiDomain } from '../models/domain-name.ts'
import { settleConnection } from '../models/required-sign-in.ts'
import { claimDomain, ownDomain } from '../models/sso-domains.ts'
import { CommandError } from './command-error.ts'
import { type CommandDeps, withSealedCommandDeps } from './open-command-deps.ts'

/** `rekey sso prove-domain CONNECTION DOMAIN` */
export async function proveSsoDomainCommand(connection: string, domain: string): Promise<void> {
  const proved = await withSealedCommandDeps((deps) => proveSsoDomain(deps, connection, domain))
  console.log(`${proved.name} owns ${proved.domain}.`)
}

/**
 * The operator vouches for a domain, claimed or not, instead of its TXT record. Twice is as once.
 * @param connection its id or name
 * @throws CommandError for what isn't there, or belongs to another connection
 */
export async function proveSsoDomain(
  { db, clock }: Pick<CommandDeps, 'db' | 'clock'>,
  connection: string,
  typed: string,
): Promise<{ name: string; domain: string }> {
  const domain = asciiDomain(typed)
  if (domain === null) throw new CommandError(`${typed} isn't a domain name such as example.com.`)
  return db
    .$transaction(async (tx) => {
      const { id, name } = await requireConnection(tx, connection)
      await claimDomain(tx, id, domain, clock.now())
      if (await ownDomain(tx, id, domain, clock.now())) {
        const settled = await settleConnection(tx, id, clock.now())
        await recordAudit(tx, {
          action: 'sso-domain.proved',
          at: clock.now(),
          details: { connectionId: id, name, domain, by: 'cli', ...settled },
        })
      }
      return { name, domain }
    })
    .catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error
      throw new CommandError(`Another connection has ${domain}. Release it there first.`)
    })
}

async function requireConnection(tx: Transaction, given: string) {
  const isId = z.uuid().safeParse(given).success
  const connection = await tx.ssoConnection.findUnique({
    where: isId ? { id: given } : { name: given },
    select: { id: true, name: true },
  })
  if (connection) return connection
  throw new CommandError(`There is no connection ${given}. See: rekey sso list`)
}
