import { useEffect, useState } from 'react'
import type { Problem } from '../api.ts'
import type { Asked } from './ask-for-reset.ts'

/**
 * Allows one mail a minute. The wait is shown as a time of day, so no countdown runs on the screen.
 */
export function useAskAgain(
  ask: () => Promise<Asked | Problem>,
  first: Asked | null,
  onAsked: (asked: Asked) => void,
) {
  const [asked, setAsked] = useState(first)
  const [isAgain, setAgain] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const waiting = useIsBefore(asked?.againAt ?? 0)

  const askAgain = async () => {
    setBusy(true)
    const answer = await ask()
    setBusy(false)
    const isAsked = 'askedAt' in answer
    setProblem(isAsked ? null : answer)
    if (!isAsked) return
    setAsked(answer)
    setAgain(true)
    onAsked(answer)
  }

  return { asked, isAgain, busy, waiting, problem, askAgain: () => void askAgain() }
}

function useIsBefore(end: number): boolean {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (now >= end) return
    const timer = setTimeout(() => setNow(Date.now()), end - Date.now())
    return () => clearTimeout(timer)
  }, [now, end])
  return now < end
}
