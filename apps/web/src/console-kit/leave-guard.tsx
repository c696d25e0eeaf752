import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { Button } from '../ui/button.tsx'
import { Dialog } from './dialog.tsx'
import { kitMessages } from './kit-messages.ts'

const text = kitMessages.leave

/**
 * Asks before the user leaves unsaved changes. The Navigation API reports links, menus and Back.
 * `beforeunload` reports closing and reloading; browsers without the Navigation API only ask then.
 */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const navigate = useNavigate()
  const [leave, setLeave] = useState<(() => void) | null>(null)
  const isLeaving = useRef(false)
  useEffect(() => {
    if (!isDirty) return
    const listening = new AbortController()
    const { signal } = listening
    const onNavigate = (event: NavigateEvent) => {
      const { url, key, sameDocument } = event.destination
      const { pathname, search } = new URL(url)
      const isAway = sameDocument && pathname !== window.location.pathname
      if (!isAway || !event.cancelable || isLeaving.current) return
      event.preventDefault()
      const goBack = () => void window.navigation.traverseTo(key)
      const goOn = () => void navigate(pathname + search)
      setLeave(() => (event.navigationType === 'traverse' ? goBack : goOn))
    }
    window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal })
    if ('navigation' in window) {
      window.navigation.addEventListener('navigate', onNavigate, { signal })
    }
    return () => listening.abort()
  }, [isDirty, navigate])
  if (!leave) return null
  const stay = () => setLeave(null)
  return (
    <Dialog
      role="alertdialog"
      title={text.title}
      text={text.text}
      onClose={stay}
      onSubmit={() => {
        isLeaving.current = true
        leave()
      }}
      actions={
        <>
          <Button onClick={stay} look="primary" autoFocus>
            {text.stay}
          </Button>
          <Button type="submit">{text.submit}</Button>
        </>
      }
    />
  )
}
