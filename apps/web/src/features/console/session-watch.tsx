import { useEffect, useState, useSyncExternalStore } from 'react'
import { session } from '../../api.ts'
import type { CurrentSession } from '../../console-kit/use-caller.ts'
import { sessionEndsAt, tickMs, warnBeforeMs } from './session-end.ts'
import { SessionEndedDialog, SessionEndedElsewhere } from './session-ended-dialog.tsx'
import { SessionEndingDialog } from './session-ending-dialog.tsx'

/** Warns two minutes before the session ends (WCAG 2.2.1) and lets users sign in over the page. */
export function SessionWatch({ current }: { current: CurrentSession }) {
  const [isEnded, setEnded] = useState(false)
  const now = useSyncExternalStore(subscribeToTicks, currentTick)
  useEffect(() => {
    const end = () => setEnded(true)
    session.addEventListener('signed-out', end)
    return () => session.removeEventListener('signed-out', end)
  }, [])
  const { username } = current.user
  // Users who signed in through a provider have no password here to type.
  const isElsewhere = current.session.openedBy === 'sso'
  if (isEnded && isElsewhere) return <SessionEndedElsewhere username={username} />
  if (isEnded) return <SessionEndedDialog username={username} onSignedIn={() => setEnded(false)} />
  const { at, isFinal } = sessionEndsAt(current.session.expiresAt)
  if (now < at - warnBeforeMs) return null
  return <SessionEndingDialog at={at} isFinal={isFinal} isOver={now > at + minuteMs} />
}

const minuteMs = 60_000

/** Ticks may pause while the computer sleeps. The first tick afterwards corrects the time. */
function subscribeToTicks(tell: () => void) {
  const timer = setInterval(tell, tickMs)
  return () => clearInterval(timer)
}

const currentTick = () => Math.floor(Date.now() / tickMs) * tickMs
