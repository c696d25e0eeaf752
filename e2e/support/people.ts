import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Installation } from './installation.ts'

/** The password of everyone who has one: typed in sign-ins, stored below as others hash it. */
export const oldPassword = 'old brass kettle sings'
export const newPassword = 'velvet otter climbs nine maps'

/** Both of `oldPassword`: argon2id as Rekey hashes it, and bcrypt as another system did. */
const hashes = {
  argon2id:
    '$argon2id$v=19$m=19456,t=2,p=1$tsTSZjiJ5bVHcTPeLD1rUg$IysFSKwsmDwWa3uIQ9iLgxMRGHt6wfA+/B1tpJkT8Dc',
  bcrypt: '$2b$10$r/wXzPcAohsQ1RB5oo9ueOhVDCA1vxCURUlNYuVP1C89ngjXba6V.',
}

/** Whom a journey may need; `administrator` is one person, all others are many. */
const sorts = {
  staff: { kind: 'staff', hash: hashes.argon2id, count: 120 },
  bcrypt: { kind: 'member', hash: hashes.bcrypt, count: 5 },
  newcomer: { kind: 'member', hash: '', count: 20 },
  device: { kind: 'device', hash: hashes.argon2id, count: 20 },
  contact: { kind: 'contact', hash: hashes.argon2id, count: 10 },
  /** Contacts whose username is no address: `addressOf`. */
  buyer: { kind: 'contact', hash: hashes.argon2id, count: 10 },
} as const

export type Sort = keyof typeof sorts

/** People whom tests find by their names. Tests that list users may see them too. */
export const neighbours = {
  rosa: ['rosa@baltic.example', 'Rosa Lindqvist', 'contact', 'Baltic Grocers', 'active'],
  ben: ['ben.whitcombe@harbourdeli.example', 'Ben Whitcombe', 'contact', 'Harbour Deli', 'active'],
  oskar: ['o.brandt@northwind.example', 'Oskar Brandt', 'member', '', 'deactivated'],
  till: ['till-14', 'Till 14, Leith Walk', 'device', '', 'active'],
} as const

export const administrator = 'mika.ito@northwind.example'

export type People = {
  /**
   * Somebody whom no other journey of this server has met. @returns the username, an address but
   * for buyers
   */
  meet(sort: Sort): string
}

/** Imports everybody at once, as an operator does, from a CSV file. */
export async function importPeople({ dataDir, rekey }: Installation): Promise<void> {
  const file = join(dataDir, 'people.csv')
  await writeFile(file, csv())
  await rekey('users', 'import', file)
}

/** The imported people of one server. */
export function meetPeople(): People {
  const met = { staff: 0, bcrypt: 0, newcomer: 0, device: 0, contact: 0, buyer: 0 }
  return {
    meet(sort) {
      met[sort] += 1
      if (met[sort] > sorts[sort].count) throw new Error(`Import more of ${sort}`)
      return usernameOf(sort, met[sort])
    },
  }
}

/** One person more, whose password is `oldPassword`. */
export async function importPerson(
  { dataDir, rekey }: Installation,
  username: string,
  displayName = 'Jane Doe',
): Promise<void> {
  const file = join(dataDir, `${username}.csv`)
  const person = row(username, displayName, 'staff', '', 'active', '', '', hashes.argon2id)
  await writeFile(file, `${header}\n${person}`)
  await rekey('users', 'import', file)
}

const usernameOf = (sort: Sort, number: number) =>
  sort === 'buyer' ? `buyer${number}` : `jane.doe.${sort}${number}@northwind.example`

/** Where a buyer's mail goes. */
export const addressOf = (buyer: string) => `orders.${buyer}@baltic.example`

const header = 'username,displayName,kind,organization,status,emailTo,role,passwordHash'

function csv(): string {
  const rows = Object.entries(sorts).flatMap(([sort, { kind, hash, count }]) =>
    Array.from({ length: count }, (_, index) =>
      person(usernameOf(sort as Sort, index + 1), sort as Sort, kind, hash),
    ),
  )
  return [
    header,
    row(administrator, 'Mika Ito', 'staff', '', 'active', '', 'Administrator', hashes.argon2id),
    ...Object.values(neighbours).map((neighbour) => row(...neighbour, '', '', '')),
    ...rows,
  ].join('\n')
}

const person = (username: string, sort: Sort, kind: string, hash: string) =>
  row(
    username,
    'Jane Doe',
    kind,
    '',
    'active',
    sort === 'buyer' ? addressOf(username) : '',
    '',
    hash,
  )

/** Hashes hold commas. */
const row = (...cells: string[]) => cells.map((cell) => (cell ? `"${cell}"` : '')).join(',')
