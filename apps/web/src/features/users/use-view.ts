import { useNavigate, useSearchParams } from 'react-router'
import { paths } from '../../paths.ts'
import { readView, type UsersView, writeView } from './users-url.ts'

/** What is shown lives in the address alone: it can be bookmarked, sent, and gone back to. */
export function useView() {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  /** While typing, the address is replaced; each act of its own can be gone back from. */
  const show = (view: UsersView, { replace = false } = {}) => {
    const query = writeView(view)
    void navigate(query ? `${paths.users}?${query}` : paths.users, { replace })
  }
  return { view: readView(params), show }
}
