import { useNavigate, useSearchParams } from 'react-router'
import { organizationPath } from '../../paths.ts'
import { changeView, readView, type UsersView, writeView } from '../users/users-url.ts'

/** Order and page of an organization's users, in the address of the organization. */
export function useContactsView(organizationId: string) {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const { sort, limit, cursor } = readView(params)
  const view: UsersView = {
    organizationId,
    ...(sort && { sort }),
    ...(limit && { limit }),
    ...(cursor && { cursor }),
  }
  const show = (shown: UsersView, { replace = false } = {}) => {
    const { organizationId: _, ...rest } = shown
    const query = writeView(rest)
    const path = organizationPath(organizationId)
    void navigate(query ? `${path}?${query}` : path, { replace })
  }
  return { view, show, showFirst: () => show(changeView(view, {}), { replace: true }) }
}
