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
  /** When it ends, epoch milliseconds. */
  at: number
  /** No call puts it off. */
  isFinal: boolean
  /** Its time is surely over: the server is asked, which may know of another tab. */
  isOver: boolean
}

/** Two minutes to stay. Whatever is answered, what was typed stays. */
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

/** Any call keeps a living session alive; one that is gone is told by the `signed-out` event. */
const askAgain = (queries: QueryClient) =>
  queries.refetchQueries({ queryKey: sessionQuery.queryKey })
