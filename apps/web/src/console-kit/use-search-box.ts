import { useNavigate } from 'react-router'
import { focusFirstRow } from './row-keys.ts'

type Searched = {
  readonly search: string
  /** True if the screen shows the results of the current search. */
  readonly isSettled: boolean
  readonly items: readonly { readonly id: string }[] | undefined
  readonly onSearch: (search: string, options?: { replace: boolean }) => void
  /** The path of an item's screen. */
  readonly pathOf: (id: string) => string
}

/**
 * Connects a search field to a list. A typed search is one step of the history, and Enter searches
 * at once. If the only match is already on the screen, Enter opens it. ↓ moves into the rows.
 */
export function useSearchBox({ search, isSettled, items = [], onSearch, pathOf }: Searched) {
  const navigate = useNavigate()
  const [only, ...others] = items
  return {
    search,
    onType: (typed: string) => onSearch(typed, { replace: true }),
    onEnter: (typed: string) => {
      if (typed !== search) return onSearch(typed)
      const isOnly = search !== '' && isSettled && only && others.length === 0
      if (isOnly) void navigate(pathOf(only.id))
    },
    onArrowDown: focusFirstRow,
  }
}
