import type { listMessages } from '@rekey/contracts/messages'
import { askAgain, useWatchedMs } from '../../console-kit/ask-again.ts'
import { withInstants } from '../../console-kit/days.ts'
import { askAgainAfterAny } from '../../console-kit/mails/watch-mail.ts'
import { useList } from '../../console-kit/use-list.ts'
import { serverNow } from '../../server-now.ts'
import { type MessagesView, writeView } from './messages-url.ts'

/**
 * The messages of a view. They are fetched again while one of them is moving, and the first page
 * also for new messages. Both end after a while, because each request keeps an idle session alive.
 */
export function useMessages(view: MessagesView) {
  const movingMs = useWatchedMs()
  const shownMs = useWatchedMs()
  return useList<typeof listMessages>('GET /messages', 'messages', withInstants(view), {
    isQuiet: true,
    refetchInterval: ({ state }) => {
      const mails = state.data?.items ?? []
      const what = mails.map(({ id, events }) => `${id} ${events.length}`).join()
      const moving = askAgainAfterAny(mails, movingMs(what), serverNow())
      const coming = view.cursor === undefined && askAgain(shownMs(writeView(view)))
      if (moving === false || coming === false) return moving || coming
      return Math.min(moving, coming)
    },
  })
}

export type FoundMessages = ReturnType<typeof useMessages>
