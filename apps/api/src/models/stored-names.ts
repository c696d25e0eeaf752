import { type Database, rowsAsTable, sql, type Transaction } from '../lib/database.ts'
import { isUniqueViolation } from '../lib/is-unique-violation.ts'
import { searchText } from './search-text.ts'
import { renewOrganizations } from './stored-organizations.ts'
import { usernameKey } from './username-key.ts'

/**
 * Raise this with each change of the rules in username-key.ts and search-text.ts. The keys and
 * search texts of stored names are then rebuilt once.
 */
const nameRule = 5

const batchRows = 2_000

/**
 * A user's names, with the keys and search texts that were stored and those that today's rules
 * give.
 */
export type StoredName = {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly emailTo: string | null
  readonly organization: string | null
  readonly key: string
  readonly text: string
}

/**
 * Rebuilds stored names at a start, unless that was done before.
 * @returns how many users were changed
 */
export async function renewOldNames(db: Database, at: Date): Promise<number> {
  const run = await db.maintenanceRun.findUnique({ where: { name: 'stored-names' } })
  const { rule } = (run?.details ?? {}) as { rule?: number }
  return (rule ?? 1) >= nameRule ? 0 : renewNames(db, at)
}

/**
 * Rebuilds keys and search texts that today's rules would write differently. If two usernames now
 * have the same key, the stored one stays, since only the operator knows which account is meant;
 * `doctor` names them. It can run repeatedly, and on several servers at once.
 */
export async function renewNames(db: Database, at: Date): Promise<number> {
  let renewed = 0
  let last: string | null = null
  do {
    const batch: Batch = await renewBatch(db, last)
    renewed += batch.renewed
    last = batch.last
  } while (last !== null)
  await renewOrganizations(db)
  const done = { finishedAt: at, details: { rule: nameRule, renewed } }
  await db.maintenanceRun.upsert({
    where: { name: 'stored-names' },
    create: { name: 'stored-names', ...done },
    update: done,
  })
  return renewed
}

type Batch = { readonly renewed: number; readonly last: string | null }

/**
 * If a user takes one of the names meanwhile, the batch is repeated and then finds the name taken.
 */
async function renewBatch(db: Database, after: string | null): Promise<Batch> {
  for (;;) {
    try {
      return await db.$transaction(async (tx) => {
        const names = await readNames(tx, after)
        const renewed = await writeNames(tx, await withFreeKeys(tx, names))
        return { renewed, last: names.at(-1)?.id ?? null }
      })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
    }
  }
}

type Renewed = { readonly id: string; readonly key: string; readonly text: string }

/**
 * What is to be written. If another user has a key, or gets it in this batch, the old key stays.
 */
async function withFreeKeys(tx: Transaction, names: readonly StoredName[]): Promise<Renewed[]> {
  const wanted = names.map((name) => ({ name, key: usernameKey(name.username) }))
  const moving = wanted.filter(({ name, key }) => key !== name.key).map(({ key }) => key)
  const owners = await tx.user.findMany({
    where: { usernameKey: { in: moving } },
    select: { usernameKey: true },
  })
  const taken = new Set(owners.map((owner) => owner.usernameKey))
  return wanted.flatMap(({ name, key }) => {
    const isFree = key !== name.key && !taken.has(key)
    if (isFree) taken.add(key)
    const renewed = { id: name.id, key: isFree ? key : name.key, text: searchText(name) }
    return renewed.key === name.key && renewed.text === name.text ? [] : [renewed]
  })
}

async function writeNames(tx: Transaction, names: readonly Renewed[]): Promise<number> {
  if (names.length === 0) return 0
  return tx.$executeRaw`
    UPDATE users SET username_key = given.key, search_text = given.text
    FROM ${rowsAsTable(names, sql`id uuid, key text, text text`)}
    WHERE users.id = given.id`
}

/**
 * Locks the next users whose names the rules may write differently than before. Names in plain
 * ASCII without an unusual domain never change, once the search text contains the e-mail address.
 */
const readNames = (tx: Transaction, after: string | null) =>
  tx.$queryRaw<StoredName[]>`
    SELECT id, username, username_key AS key, display_name AS "displayName", search_text AS text,
      email_to AS "emailTo",
      (SELECT name FROM organizations WHERE id = organization_id) AS organization
    FROM users
    WHERE deleted_at IS NULL AND (${after}::uuid IS NULL OR id > ${after}::uuid)
      AND (octet_length(concat(username, email_to, display_name, search_text))
          <> char_length(concat(username, email_to, display_name, search_text))
        OR lower(username COLLATE "C") LIKE '%xn--%' OR username LIKE '%.'
        OR (email_to <> '' AND strpos(search_text, lower(email_to COLLATE "C")) = 0))
    ORDER BY id LIMIT ${batchRows} FOR UPDATE OF users`

/** The same users one at a time, for `doctor`. */
export async function* listOddNames(db: Database): AsyncGenerator<StoredName> {
  let last: string | null = null
  do {
    const names: StoredName[] = await db.$transaction((tx) => readNames(tx, last))
    yield* names
    last = names.at(-1)?.id ?? null
  } while (last !== null)
}
