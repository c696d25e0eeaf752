import { useEffect, useRef } from 'react'

/**
 * An act in a dialog may take away the button that opened it, and the focus with it. Call `expect`
 * when the act is done. Once `shown` has changed, this place takes the focus.
 */
export function useExpectedFocus<Place extends HTMLElement>(shown: unknown) {
  const ref = useRef<Place>(null)
  const isExpected = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the screen shows something else now.
  useEffect(() => {
    if (isExpected.current) ref.current?.focus()
    isExpected.current = false
  }, [shown])
  const expect = () => {
    isExpected.current = true
  }
  return [ref, expect] as const
}
