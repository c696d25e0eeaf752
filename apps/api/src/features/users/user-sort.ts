import { sql } from '../../lib/database.ts'

/** The expressions by which users are sorted, in the same form as in their indexes. */
const sorts = {
  username: { value: sql`username_key COLLATE "C"`, given: (text: string) => sql`${text}::text` },
  displayName: {
    value: sql`display_name COLLATE "und-x-icu"`,
    given: (text: string) => sql`${text}::text`,
  },
  createdAt: { value: sql`created_at`, given: (text: string) => sql`${text}::timestamptz` },
} as const

type SortName = keyof typeof sorts
export type UserSort = SortName | `-${SortName}`

/** A position in the order: the sort's value as text, and the user's id. */
export type Position = readonly [value: string, id: string]

/** A walk over the users in the order of `sort`, from `from` on; `isBack` goes the other way. */
export function createWalk(sort: UserSort, isBack: boolean, from: Position | null) {
  const isTurned = sort.startsWith('-') !== isBack
  const { value, given } = sorts[nameOf(sort)]
  const by = isTurned ? sql`${value} DESC, id DESC` : sql`${value}, id`
  const start = from && sql`(${given(from[0])}, ${from[1]}::uuid)`
  const beyond = start
    ? isTurned
      ? sql`(${value}, id) < ${start}`
      : sql`(${value}, id) > ${start}`
    : sql`true`
  return { by, beyond, position: sql`(${value})::text` }
}

export type Walk = ReturnType<typeof createWalk>

export const nameOf = (sort: UserSort) => sort.replace('-', '') as SortName
