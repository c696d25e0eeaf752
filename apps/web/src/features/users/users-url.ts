import { listUsers } from '@rekey/contracts/users'
import { type ListView, listView } from '../../console-kit/list-view.ts'

export type UsersView = ListView<typeof listUsers>

export const {
  read: readView,
  write: writeView,
  change: changeView,
} = listView(listUsers, { sort: 'displayName' })

/** The filters behind "More filters". */
export const moreFilterNames = [
  'organizationId',
  'roleId',
  'lastMail',
  'signInMethod',
  'secondFactor',
] as const

export const filterNames = ['kind', 'status', 'passwordState', ...moreFilterNames] as const

export type FilterName = (typeof filterNames)[number]

export const countFilters = (view: UsersView, names: readonly FilterName[] = filterNames): number =>
  names.filter((name) => view[name]).length

/** The same view with all filters cleared. */
export const withoutFilters = (view: UsersView): UsersView =>
  changeView(view, Object.fromEntries(filterNames.map((name) => [name, undefined])))
