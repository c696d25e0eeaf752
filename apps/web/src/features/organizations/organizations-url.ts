import type { listOrganizations } from '@rekey/contracts/organizations'
import type { Query } from '@rekey/contracts/route'
import { rowCounts } from '../../console-kit/row-counts.ts'

type Asked = Query<typeof listOrganizations>

/** What the screen shows, all of it in its address. Left out: every organization, 25 rows. */
export type OrganizationsView = { readonly [Name in keyof Asked]?: NonNullable<Asked[Name]> }

/** In the order of the address. */
const names = ['search', 'limit', 'cursor'] as const satisfies (keyof OrganizationsView)[]

/** A mistyped address shows what of it makes sense. */
export function readOrganizationsView(params: URLSearchParams): OrganizationsView {
  const known = names.flatMap((name) => {
    const value = params.get(name)
    const isKnown = name !== 'limit' || rowCounts.some((count) => count === value)
    return value && isKnown ? [[name, value] as const] : []
  })
  return Object.fromEntries(known)
}

/** The same view has the same address, in whatever order it came about. */
export function writeOrganizationsView(view: OrganizationsView): string {
  const given = names.flatMap((name) => {
    const value = view[name]
    return value && value !== rowCounts[0] ? [[name, value]] : []
  })
  return new URLSearchParams(given).toString()
}
