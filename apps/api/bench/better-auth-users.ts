import { randomBytes } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { createHasher } from '../src/lib/hasher.ts'
import { manyNames, queryDatabase } from '../testing/many-users.ts'
import type { BetterAuthSite } from './better-auth-site.ts'
import { currentPassword, newPassword } from './prepared-users.ts'

/** Users of better-auth, in its own tables. Their names have the same form as those of ours. */

/** Bodies of `POST /sign-in/email` that are right, of a user each. */
export async function prepareTheirSignIns(site: BetterAuthSite, count: number) {
  const emails = await createTheirUsers(site, count)
  return emails.map((email) => ({ email, password: currentPassword }))
}

/** Bodies of `POST /reset-password` that are right, of a user each. */
export async function prepareTheirSaves(site: BetterAuthSite, count: number) {
  const emails = await createTheirUsers(site, count)
  const tokens = emails.map(() => randomBytes(18).toString('base64url'))
  await queryDatabase(
    site.databaseUrl,
    `INSERT INTO verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
     SELECT md5(token), 'reset-password:' || token, id, now() + interval '1 hour', now(), now()
     FROM unnest($1::text[], $2::text[]) AS given (token, address) JOIN "user" ON email = address`,
    [tokens, emails],
  )
  return tokens.map((token) => ({ token, newPassword: newPassword() }))
}

/** Their addresses. All have the same password. */
export async function createTheirUsers(site: BetterAuthSite, count: number): Promise<string[]> {
  const emails = manyNames(count)
  await queryDatabase(
    site.databaseUrl,
    `WITH added AS (
       INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
       SELECT md5(address), 'Jane Doe', address, true, now(), now()
       FROM unnest($1::text[]) AS address RETURNING id
     )
     INSERT INTO account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     SELECT md5(id), id, 'credential', id, $2, now(), now() FROM added`,
    [emails, await hashOf(site)],
  )
  return emails
}

const hashOf = ({ passwords }: BetterAuthSite): Promise<string> =>
  passwords === 'scrypt' ? hashPassword(currentPassword) : createHasher().hash(currentPassword)
