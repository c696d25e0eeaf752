import type { Query } from '@rekey/contracts/route'
import type { listUsers } from '@rekey/contracts/users'
import { rowCounts } from '../../console-kit/row-counts.ts'

type Asked = Query<typeof listUsers>

/** What the screen shows, all of it in its address. Left out: no filter, by name, 25 rows. */
export type UsersView = { readonly [Name in keyof Asked]?: Asked[Name] | undefined }

/** In the order of the address. */
const names = [
  'search',
  'kind',
  'status',
  'passwordState',
  'organizationId',
  'sort',
  'limit',
  'cursor',
] as const satisfies (keyof UsersView)[]

const listed: Partial<Record<keyof UsersView, readonly string[]>> = {
  kind: ['staff', 'device', 'contact', 'member'],
  status: ['active', 'deactivated'],
  passwordState: ['none', 'set', 'temporary', 'must-change', 'blocked'],
  sort: ['-displayName', 'username', '-username', 'createdAt', '-createdAt'],
  limit: rowCounts,
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** A mistyped address shows what of it makes sense. */
export function readView(params: URLSearchParams): UsersView {
  const known = names.flatMap((name) => {
    const value = params.get(name)
    return value && isKnown(name, value) ? [[name, value] as const] : []
  })
  return Object.fromEntries(known) as UsersView
}

function isKnown(name: keyof UsersView, value: string): boolean {
  if (name === 'organizationId') return uuid.test(value)
  return listed[name]?.includes(value) ?? true
}

/** The same view has the same address, in whatever order it came about. */
export function writeView(view: UsersView): string {
  const given = names.flatMap((name) => {
    const value = view[name]
    const isDefault = (name === 'sort' && value === 'displayName') || value === '25'
    return value && !isDefault ? [[name, value]] : []
  })
  return new URLSearchParams(given).toString()
}

/** Another search, filter, sort or number of rows starts at the first page. */
export const changeView = (view: UsersView, change: UsersView): UsersView =>
  readView(new URLSearchParams(writeView({ ...view, ...change, cursor: undefined })))

const filters = ['kind', 'status', 'passwordState', 'organizationId'] as const

export const countFilters = (view: UsersView): number => filters.filter((name) => view[name]).length

/** What the screen shows without its filters. */
export const withoutFilters = (view: UsersView): UsersView =>
  changeView(view, Object.fromEntries(filters.map((name) => [name, undefined])))
