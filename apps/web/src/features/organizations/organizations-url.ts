import { listOrganizations } from '@rekey/contracts/organizations'
import { type ListView, listView } from '../../console-kit/list-view.ts'

export type OrganizationsView = ListView<typeof listOrganizations>

export const { read: readView, write: writeView, change: changeView } = listView(listOrganizations)
