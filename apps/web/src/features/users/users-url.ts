import { listUsers } from '@rekey/contracts/users'
import { type ListView, listView } from '../../console-kit/list-view.ts'

export type UsersView = ListView<typeof listUsers>

export const {
  read: readView,
  write: writeView,
  change: changeView,
} = listView(listUsers, { sort: 'displayName' })

const filters = ['kind', 'status', 'passwordState', 'organizationId'] as const

export const countFilters = (view: UsersView): number => filters.filter((name) => view[name]).length

/** The same view with all filters cleared. */
export const withoutFilters = (view: UsersView): UsersView =>
  changeView(view, Object.fromEntries(filters.map((name) => [name, undefined])))
