import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'

/** What a screen is told by the one that it is gone to from: once, and not again after a reload. */
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
