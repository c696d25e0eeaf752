import { useAddressView } from '../../console-kit/use-address-view.ts'
import { organizationPath } from '../../paths.ts'
import { readView, type UsersView, writeView } from './users-url.ts'

/** The order and page of an organization's users, kept in the address of its page. */
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
  return useAddressView(organizationPath(organizationId), read, writeContacts)
}

/** Leaves out the organization, which is already in the path. */
function writeContacts(view: UsersView): string {
  const { organizationId: _, ...rest } = view
  return writeView(rest)
}
