import { useLayoutEffect, useRef, useState } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** Where the user followed a link, by history entry. */
const places = new Map<string, { readonly scrollY: number; readonly linkId: string }>()

/**
 * On Back, restores the scroll position and the focus from when the user followed a link of the
 * list.
 * @param isReady whether the list has loaded
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
