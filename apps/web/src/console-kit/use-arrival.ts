import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'

/** What the previous screen passed to this one. It is read once, and not again after a reload. */
export function useArrival<State extends object>(): State | null {
  const { pathname, search, state } = useLocation()
  const navigate = useNavigate()
  const [told] = useState(state as State | null)
  const isTold = state !== null
  useEffect(() => {
    if (isTold) void navigate(pathname + search, { replace: true, state: null })
  }, [isTold, pathname, search, navigate])
  return told
}
