import { type Database, sql } from '../../lib/database.ts'

type Organization = { readonly id: string; readonly name: string }

type Page = {
  /** A part of the name, in either case; empty: all. */
  readonly search: string
  readonly limit: number
  readonly from: { readonly name: string; readonly isBack: boolean } | null
}

/** In people's order (ICU's), which names, being unique, make a total one. */
const name = sql`name COLLATE "und-x-icu"`

export async function listOrganizationsByName(db: Database, { search, limit, from }: Page) {
  const isBack = from?.isBack ?? false
  const beyond = !from
    ? sql`true`
    : isBack
      ? sql`${name} < ${from.name}`
      : sql`${name} > ${from.name}`
  const rows = await db.$queryRaw<Organization[]>`
    SELECT id, name FROM organizations
    WHERE strpos(lower(${name}), lower(${search} COLLATE "und-x-icu")) > 0 AND ${beyond}
    ORDER BY ${isBack ? sql`${name} DESC` : name} LIMIT ${limit + 1}`
  const items = rows.slice(0, limit)
  return { items: isBack ? items.reverse() : items, hasMore: rows.length > limit }
}
