import { listAuditEvents, listUserHistory } from '@rekey/contracts/audit'
import { type ListView, listView } from '../../console-kit/list-view.ts'

export const filterNames = ['action', 'userId', 'actorId', 'from', 'to'] as const

export type FilterName = (typeof filterNames)[number]
export type AuditView = ListView<typeof listAuditEvents>

export const { read: readView, write: writeView, change: changeView } = listView(listAuditEvents)

export const { read: readHistoryView } = listView(listUserHistory)
