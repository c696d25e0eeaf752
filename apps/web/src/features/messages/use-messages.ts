import type { listMessages } from '@rekey/contracts/messages'
import { useRef } from 'react'
import { askAgainAfterAny } from '../../console-kit/mails/watch-mail.ts'
import { useList } from '../../console-kit/use-list.ts'
import type { MessagesView } from './messages-url.ts'

/** The messages of a view. While one of them is moving, they are fetched again. */
export function useMessages(view: MessagesView) {
  const seen = useRef({ what: '', at: 0 })
  return useList<typeof listMessages>('GET /messages', 'messages', view, {
    refetchInterval: ({ state }) => {
      const mails = state.data?.items ?? []
      const what = mails.map(({ id, events }) => `${id} ${events.length}`).join()
      if (seen.current.what !== what) seen.current = { what, at: Date.now() }
      return askAgainAfterAny(mails, Date.now() - seen.current.at, new Date())
    },
  })
}

export type FoundMessages = ReturnType<typeof useMessages>
