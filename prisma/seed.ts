import type { Role } from '../apps/api/src/generated/prisma/client.ts'
import type { Clock } from '../apps/api/src/lib/clock.ts'
import type { Database } from '../apps/api/src/lib/database.ts'
import type { Hasher } from '../apps/api/src/lib/hasher.ts'
import type { Keyring } from '../apps/api/src/lib/keyring.ts'
import { recordAudit } from '../apps/api/src/models/audit.ts'
import { nameText, searchText } from '../apps/api/src/models/search-text.ts'
import { usernameKey } from '../apps/api/src/models/username-key.ts'
import { builtInRoles, defaultRoleOf } from '../packages/contracts/src/built-in-roles.ts'

/** Demo users whose password is shown to the operator. */
export type DemoAccount = {
  readonly username: string
  readonly password: string
  readonly about: string
}

type SeedDeps = {
  readonly db: Database
  readonly keys: Keyring
  readonly hasher: Hasher
  readonly clock: Clock
}

type Person = {
  readonly username: string
  readonly displayName: string
  readonly kind: 'staff' | 'device' | 'contact' | 'member'
  readonly isAdministrator?: true
  readonly organization?: string
  readonly emailTo?: string
  readonly status?: 'deactivated'
}

const people: readonly Person[] = [
  {
    username: 'mika.ito@northwind.example',
    displayName: 'Mika Ito',
    kind: 'staff',
    isAdministrator: true,
  },
  { username: 'jane.doe@northwind.example', displayName: 'Jane Doe', kind: 'staff' },
  { username: 'a.okafor@northwind.example', displayName: 'Amara Okafor', kind: 'staff' },
  { username: 'y.tanaka@northwind.example', displayName: 'Yuki Tanaka', kind: 'staff' },
  {
    username: 'o.brandt@northwind.example',
    displayName: 'Oskar Brandt',
    kind: 'staff',
    status: 'deactivated',
  },
  { username: 'lena.voss@northwind.example', displayName: 'Lena Voss', kind: 'device' },
  { username: 'till-14', displayName: 'Till 14, Leith Walk', kind: 'device' },
  {
    username: 'rosa@baltic.example',
    displayName: 'Rosa Lindqvist',
    kind: 'contact',
    organization: 'Baltic Grocers',
    emailTo: 'orders@baltic.example',
  },
  {
    username: 'ben.whitcombe@harbourdeli.example',
    displayName: 'Ben Whitcombe',
    kind: 'contact',
    organization: 'Harbour Deli',
  },
  { username: 'priya.raman@mail.example', displayName: 'Priya Raman', kind: 'member' },
]

/**
 * Puts demo users into a database without users. Their passwords are derived from the server key,
 * so that no two installations share one and none is stored.
 * @returns at each start, the accounts whose password is still the derived one
 */
export async function seedDemo(deps: SeedDeps): Promise<DemoAccount[]> {
  if ((await deps.db.user.count()) === 0) await createPeople(deps)
  return findDemoAccounts(deps)
}

/** The demo accounts whose derived password still signs in, wherever the accounts came from. */
export async function findDemoAccounts({
  db,
  keys,
}: Pick<SeedDeps, 'db' | 'keys'>): Promise<DemoAccount[]> {
  const users = await db.user.findMany({
    where: {
      usernameKey: { in: people.map(({ username }) => usernameKey(username)) },
      status: 'active',
      passwordBlockedAt: null,
      deletedAt: null,
    },
    select: { usernameKey: true, passwordId: true },
  })
  const passwordIds = new Map(users.map(({ usernameKey: key, passwordId }) => [key, passwordId]))
  return people.flatMap((person) => {
    const passwordId = passwordIds.get(usernameKey(person.username))
    const demo = keys.ids
      .map((keyId) => derivePassword(keys, keyId, person.username))
      .find(({ id }) => id === passwordId)
    return demo
      ? [{ username: person.username, password: demo.password, about: about(person) }]
      : []
  })
}

/** One sentence for operators who want no demo data: which accounts are open, and what to do. */
export function demoWarning(accounts: readonly DemoAccount[]): string | null {
  if (accounts.length === 0) return null
  const names = accounts.map(({ username }) => username).join(', ')
  return `DEMO_DATA is off, but these demo accounts still sign in with their first password: ${names}. Change their passwords, or deactivate or delete them.`
}

/** An example of a role that a site could add: it reads reports and changes nothing. */
const demoRole: Pick<Role, 'name' | 'permissions'> = {
  name: 'Analytics',
  permissions: ['console.access', 'users.read', 'messages.read', 'audit.read'],
}

async function createPeople({ db, keys, hasher, clock }: SeedDeps): Promise<void> {
  const at = clock.now()
  const derived = people.map(({ username }) => derivePassword(keys, keys.currentId, username))
  const hashes = await Promise.all(derived.map(({ password }) => hasher.hash(password)))
  const organizations = people.flatMap(({ organization }) => organization ?? [])
  await db.$transaction(async (tx) => {
    await tx.organization.createMany({
      data: organizations.map((name) => ({ name, searchText: nameText(name) })),
      skipDuplicates: true,
    })
    await tx.role.createMany({ data: [demoRole], skipDuplicates: true })
    const made = await tx.organization.findMany({ where: { name: { in: organizations } } })
    await tx.user.createMany({
      data: people.map((person, index) => ({
        username: person.username,
        usernameKey: usernameKey(person.username),
        displayName: person.displayName,
        searchText: searchText({
          ...person,
          emailTo: person.emailTo ?? null,
          organization: person.organization ?? null,
        }),
        kind: person.kind,
        emailTo: person.emailTo ?? null,
        status: person.status ?? 'active',
        organizationId: made.find(({ name }) => name === person.organization)?.id ?? null,
        roleId: person.isAdministrator ? builtInRoles.administrator : defaultRoleOf(person.kind),
        passwordHash: hashes[index] ?? null,
        passwordId: derived[index]?.id ?? null,
        passwordChangedAt: at,
      })),
      skipDuplicates: true,
    })
    await recordAudit(tx, { action: 'demo-data.created', at, details: { users: people.length } })
  })
}

const consonants = 'bdfghjklmnprstvz'
const vowels = 'aeio'

/** Three words that are easy to type, and a number: 56 bits, and 20 characters. */
function derivePassword(keys: Keyring, keyId: string, username: string) {
  const bytes = keys.mac('demo-password', keyId, [username]) ?? Buffer.alloc(32)
  const letter = (index: number) => {
    const from = index % 2 === 0 ? consonants : vowels
    return from.charAt((bytes[index] ?? 0) % from.length)
  }
  const word = (start: number) => [0, 1, 2, 3, 4].map((step) => letter(start + step)).join('')
  const number = 10 + (bytes.readUInt16BE(18) % 90)
  return { password: `${word(0)}-${word(6)}-${word(12)}-${number}`, id: asUuid(bytes.subarray(20)) }
}

/** Identifies the password, so that a replaced one shows. A UUID that is derived, not random. */
function asUuid(bytes: Buffer): string {
  const hex = Buffer.concat([bytes, Buffer.alloc(16)]).toString('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}

function about({ kind, isAdministrator, organization }: Person): string {
  if (isAdministrator) return 'Administrator'
  if (kind === 'device') return 'Device user: signs in to the app'
  if (kind === 'contact') return `Contact of ${organization}`
  return kind === 'staff' ? 'Staff' : 'Member'
}
