import { useAddressView } from '../../console-kit/use-address-view.ts'
import { organizationPath } from '../../paths.ts'
import { changeView, readView, type UsersView, writeView } from './users-url.ts'

/** Order and page of an organization's users, in the address of the organization. */
export function useContactsView(organizationId: string) {
  const read = (query: URLSearchParams): UsersView => {
    const { sort, limit, cursor } = readView(query)
    return {
      organizationId,
      ...(sort && { sort }),
      ...(limit && { limit }),
      ...(cursor && { cursor }),
    }
  }
  const { view, show } = useAddressView(organizationPath(organizationId), read, writeContacts)
  return { view, show, showFirst: () => show(changeView(view, {}), { replace: true }) }
}

/** The organization stands in the path already. */
function writeContacts(view: UsersView): string {
  const { organizationId: _, ...rest } = view
  return writeView(rest)
}
