import { listMessages } from '@rekey/contracts/messages'
import { type ListView, listView } from '../../console-kit/list-view.ts'

export type MessagesView = ListView<typeof listMessages>

export const { read: readView, write: writeView, change: changeView } = listView(listMessages)

export const hasFilters = ({ status, template }: MessagesView): boolean =>
  status !== undefined || template !== undefined
