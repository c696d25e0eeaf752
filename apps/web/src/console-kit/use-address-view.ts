import { startTransition, useOptimistic } from 'react'
import { useNavigate, useSearchParams } from 'react-router'

/**
 * What a list shows lives in the address alone: it can be bookmarked, sent, and gone back to. While
 * typing, the address is replaced; each act of its own can be gone back from. What was asked for
 * counts at once, also before a slow machine has followed the address: who sets two filters in a
 * row loses neither.
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
      setView(asked)
      void navigate(query ? `${path}?${query}` : path, { replace })
    })
  }
  return { view, show }
}
