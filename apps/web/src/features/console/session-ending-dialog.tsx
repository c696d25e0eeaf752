import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { clockTime } from '../../clock-time.ts'
import { sessionQuery } from '../../console-kit/ask.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { useSignOut } from './account-menu.tsx'
import { consoleMessages } from './console-messages.ts'

const text = consoleMessages.ending

type Props = {
  /** When the session ends, in epoch milliseconds. */
  at: number
  /** True if no request can extend the session. */
  isFinal: boolean
  /**
   * True if the time is over. Then ask the server, as another tab may have extended the session.
   */
  isOver: boolean
}

/** Gives the user two minutes to stay signed in. Typed values stay in either case. */
export function SessionEndingDialog({ at, isFinal, isOver }: Props) {
  const queries = useQueryClient()
  const leave = useSignOut()
  const [busy, setBusy] = useState(false)
  const stay = async () => {
    setBusy(true)
    await askAgain(queries)
    setBusy(false)
  }
  useEffect(() => {
    if (isOver) void askAgain(queries)
  }, [isOver, queries])
  return (
    <Dialog
      role="alertdialog"
      title={fill(text.title, { time: clockTime(new Date(at)) })}
      text={isFinal ? text.textFinal : text.text}
      busy={busy}
      onSubmit={() => void stay()}
      onClose={() => void stay()}
      actions={
        <>
          <Button type="submit" look="primary" busy={busy} busyLabel={text.busy} autoFocus>
            {text.stay}
          </Button>
          <Button onClick={() => void leave()}>{consoleMessages.signOut}</Button>
        </>
      }
    />
  )
}

/** Any request extends a living session. If the session is over, the `signed-out` event fires. */
const askAgain = (queries: QueryClient) =>
  queries.refetchQueries({ queryKey: sessionQuery.queryKey })
