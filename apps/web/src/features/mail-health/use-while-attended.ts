import { useEffect, useEffectEvent } from 'react'

const signs = ['pointerdown', 'keydown', 'focus'] as const

/** So long after the last sign of a person nobody is taken to look. */
const attendedMs = 10 * 60_000

/**
 * Does something every so often while somebody is there: seen, and in use within 10 minutes.
 * Whatever reaches the server keeps a session alive, and one that nobody uses has to end.
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
