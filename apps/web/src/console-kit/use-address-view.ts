import { startTransition, useOptimistic } from 'react'
import { useNavigate, useSearchParams } from 'react-router'

/**
 * Keeps the settings of a list in the address alone, so that users can bookmark it, share it, and
 * use Back. Typing replaces the address, and each other change adds an entry to the history. A
 * change counts at once, even before a slow machine has updated the address. Two filters set in
 * quick succession are both kept.
 */
export function useAddressView<View>(
  path: string,
  read: (query: URLSearchParams) => View,
  write: (view: View) => string,
) {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const [view, setView] = useOptimistic(read(params))
  const show = (asked: View, { replace = false } = {}) => {
    const query = write(asked)
    startTransition(() => {
      // Only what the address keeps counts, so that the same list is never fetched twice.
      setView(read(new URLSearchParams(query)))
      void navigate(query ? `${path}?${query}` : path, { replace })
    })
  }
  return { view, show }
}
