import { useNavigate } from 'react-router'
import { focusFirstRow } from './row-keys.ts'

type Searched = {
  readonly search: string
  /** What the search found is in sight. */
  readonly isSettled: boolean
  readonly items: readonly { readonly id: string }[] | undefined
  readonly onSearch: (search: string, options?: { replace: boolean }) => void
  /** Where one of them is shown. */
  readonly pathOf: (id: string) => string
}

/**
 * What a search field does with a list: typing searches as one step, Enter at once; where the only
 * match is in sight already, Enter opens it; ↓ goes into the rows.
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
