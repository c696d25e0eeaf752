import { useEffect, useState } from 'react'

const stepMs = 15_000

/** The time, which goes on while the screen shows it. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), stepMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
