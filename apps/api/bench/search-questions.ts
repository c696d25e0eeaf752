import { queryDatabase } from '../testing/many-users.ts'

/** What is asked of `GET /users`, by kind; the nth question of a kind. */
export type Questions = Readonly<Record<string, (nth: number) => Record<string, string>>>

type Person = { readonly username: string; readonly first: string; readonly last: string }

const sorts = ['username', '-username', 'displayName', '-displayName', 'createdAt', '-createdAt']
const syllables = ['jan', 'example', 'mar', 'north', 'son', 'ann', 'deli', 'market']
const beginnings = ['to', 'ja', 'sm', 'an', 'zo', 'wi', 'el', 'ma']
const filters = [
  { kind: 'staff' },
  { kind: 'device' },
  { status: 'deactivated' },
  { passwordState: 'blocked' },
  { passwordState: 'must-change' },
  { passwordState: 'none' },
]

/**
 * What people type, of people who are there: everybody is drawn as likely as everybody else, so
 * that common names are asked for as often as they are borne.
 */
export async function prepareQuestions(databaseUrl: string, count: number): Promise<Questions> {
  const people = await queryDatabase<Person>(
    databaseUrl,
    `SELECT username, split_part(display_name, ' ', 1) AS first, split_part(display_name, ' ', 2) AS last
     FROM users WHERE username LIKE '%@%.example' AND length(split_part(display_name, ' ', 2)) > 4
     ORDER BY md5(username) LIMIT $1`,
    [count],
  )
  const [shop] = await queryDatabase<{ id: string }>(
    databaseUrl,
    'SELECT id FROM organizations LIMIT 1',
  )
  const person = (nth: number) => people[nth % people.length] as Person
  const each = <T>(values: readonly T[], nth: number) => values[nth % values.length] as T
  return {
    'a whole username': (nth) => ({ search: person(nth).username }),
    'first and last name': (nth) => ({ search: `${person(nth).first} ${person(nth).last}` }),
    'a last name': (nth) => ({ search: person(nth).last }),
    'a first name': (nth) => ({ search: person(nth).first }),
    'a common part': (nth) => ({ search: each(syllables, nth) }),
    'a domain': (nth) => ({ search: person(nth).username.replace(/.*@/, '@') }),
    'two letters': (nth) => ({ search: each(beginnings, nth) }),
    'nothing, each sort': (nth) => ({ sort: each(sorts, nth) }),
    'a filter': (nth) => each([...filters, { organizationId: shop?.id ?? '' }], nth),
    'a filter and a last name': (nth) => ({ ...each(filters, nth), search: person(nth).last }),
    'a last name, by date': (nth) => ({ search: person(nth).last, sort: '-createdAt' }),
    'a misspelt last name': (nth) => ({ search: misspelt(person(nth).last) }),
    nobody: (nth) => ({ search: `qx${nth}zj` }),
  }
}

/** Two letters in the middle change places. */
function misspelt(name: string): string {
  const at = Math.floor(name.length / 2)
  return name.slice(0, at - 1) + name.charAt(at) + name.charAt(at - 1) + name.slice(at + 1)
}
