import { useEffect, useState, useSyncExternalStore } from 'react'
import { session } from '../../api.ts'
import type { CurrentSession } from '../../console-kit/use-caller.ts'
import { sessionEndsAt, tickMs, warnBeforeMs } from './session-end.ts'
import { SessionEndedDialog, SessionEndedElsewhere } from './session-ended-dialog.tsx'
import { SessionEndingDialog } from './session-ending-dialog.tsx'

/** Says two minutes before that the session ends (WCAG 2.2.1), and lets one sign in over the page. */
export function SessionWatch({ current }: { current: CurrentSession }) {
  const [isEnded, setEnded] = useState(false)
  const now = useSyncExternalStore(subscribeToTicks, currentTick)
  useEffect(() => {
    const end = () => setEnded(true)
    session.addEventListener('signed-out', end)
    return () => session.removeEventListener('signed-out', end)
  }, [])
  const { username } = current.user
  // Who came in by a provider has no password here to type.
  const isElsewhere = current.session.openedBy === 'sso'
  if (isEnded && isElsewhere) return <SessionEndedElsewhere username={username} />
  if (isEnded) return <SessionEndedDialog username={username} onSignedIn={() => setEnded(false)} />
  const { at, isFinal } = sessionEndsAt(current.session.expiresAt)
  if (now < at - warnBeforeMs) return null
  return <SessionEndingDialog at={at} isFinal={isFinal} isOver={now > at + minuteMs} />
}

const minuteMs = 60_000

/** A timer that slept with its machine is right again at the first tick. */
function subscribeToTicks(tell: () => void) {
  const timer = setInterval(tell, tickMs)
  return () => clearInterval(timer)
}

const currentTick = () => Math.floor(Date.now() / tickMs) * tickMs
