import { useLayoutEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** Where a link was followed, by the history entry that it stood in. */
const places = new Map<string, { readonly scrollY: number; readonly linkId: string }>()

/**
 * Back puts scroll and focus where they were when a link of the list was followed.
 * @param isReady what the list holds is there
 */
export function useRestoredPlace(isReady: boolean) {
  const { key } = useLocation()
  const arrivedBy = useNavigationType()
  const arrival = useRef(arrivedBy === 'POP' ? (places.get(key) ?? null) : null)
  const isRestoring = arrival.current !== null
  useLayoutEffect(() => {
    const place = arrival.current
    if (!place || !isReady) return
    arrival.current = null
    document.getElementById(place.linkId)?.focus({ preventScroll: true })
    window.scrollTo(0, place.scrollY)
  }, [isReady])
  return {
    isRestoring,
    remember: (linkId: string) => places.set(key, { scrollY: window.scrollY, linkId }),
  }
}
