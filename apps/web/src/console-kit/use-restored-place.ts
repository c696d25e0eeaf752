import { useLayoutEffect, useRef, useState } from 'react'
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
  const [place] = useState(() => (arrivedBy === 'POP' ? (places.get(key) ?? null) : null))
  const isDone = useRef(false)
  useLayoutEffect(() => {
    if (!place || !isReady || isDone.current) return
    isDone.current = true
    document.getElementById(place.linkId)?.focus({ preventScroll: true })
    window.scrollTo(0, place.scrollY)
  }, [place, isReady])
  return {
    isRestoring: place !== null,
    remember: (linkId: string) => places.set(key, { scrollY: window.scrollY, linkId }),
  }
}
