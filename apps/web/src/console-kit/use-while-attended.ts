import { useEffect, useEffectEvent } from 'react'

const signs = ['pointerdown', 'keydown', 'focus'] as const

/** How long after the last input we assume that the user is still watching. */
const attendedMs = 10 * 60_000

/**
 * Repeats an action while the page is visible and was used within 10 minutes. Every request to the
 * server keeps the session alive, and an unused session has to end.
 */
export function useWhileAttended(act: () => void, everyMs: number) {
  const onTick = useEffectEvent(act)
  useEffect(() => {
    let lastSignAt = Date.now()
    const see = () => {
      lastSignAt = Date.now()
    }
    const timer = setInterval(() => {
      const isAttended = !document.hidden && Date.now() - lastSignAt < attendedMs
      if (isAttended) onTick()
    }, everyMs)
    for (const sign of signs) window.addEventListener(sign, see)
    return () => {
      clearInterval(timer)
      for (const sign of signs) window.removeEventListener(sign, see)
    }
  }, [everyMs])
}
