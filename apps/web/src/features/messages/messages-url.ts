import { listMessages } from '@rekey/contracts/messages'
import { type ListView, listView } from '../../console-kit/list-view.ts'

export type MessagesView = ListView<typeof listMessages>

export const { read: readView, write: writeView, change: changeView } = listView(listMessages)

const filterNames = ['status', 'template', 'from', 'to'] as const

export const countFilters = (view: MessagesView): number =>
  filterNames.filter((name) => view[name]).length

/** The same view with all filters cleared. */
export const withoutFilters = (view: MessagesView): MessagesView =>
  changeView(view, Object.fromEntries(filterNames.map((name) => [name, undefined])))
