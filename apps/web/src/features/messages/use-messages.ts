import type { listMessages } from '@rekey/contracts/messages'
import { useWatchedMs } from '../../console-kit/ask-again.ts'
import { askAgainAfterAny } from '../../console-kit/mails/watch-mail.ts'
import { useList } from '../../console-kit/use-list.ts'
import type { MessagesView } from './messages-url.ts'

/** The messages of a view. While one of them is moving, they are fetched again. */
export function useMessages(view: MessagesView) {
  const watchedMs = useWatchedMs()
  return useList<typeof listMessages>('GET /messages', 'messages', view, {
    refetchInterval: ({ state }) => {
      const mails = state.data?.items ?? []
      const what = mails.map(({ id, events }) => `${id} ${events.length}`).join()
      return askAgainAfterAny(mails, watchedMs(what), new Date())
    },
  })
}

export type FoundMessages = ReturnType<typeof useMessages>
