import { useEffect, useState } from 'react'
import { serverNow } from '../../server-now.ts'

const stepMs = 15_000

/** The time, which goes on while the screen shows it. */
export function useNow(): Date {
  const [now, setNow] = useState(() => serverNow())
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), stepMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
