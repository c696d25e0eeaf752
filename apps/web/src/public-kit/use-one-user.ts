import { useCallback, useEffect } from 'react'
import { type News, tellOtherTabs, useOtherTabs } from '../hooks/other-tabs.ts'

/**
 * All tabs have the session of one cookie. If another tab signs out, or signs in as somebody else,
 * this one loads again: it would show data of a user who has left, or act in another one's name.
 */
export function useOneUser(userId: string | undefined): void {
  useEffect(() => {
    if (userId !== undefined) tellOtherTabs({ what: 'signed-in', userId })
  }, [userId])
  useOtherTabs(
    useCallback(
      (news: News) => {
        const isOther = news.what === 'signed-in' && news.userId !== userId
        if (userId !== undefined && (isOther || news.what === 'signed-out')) location.reload()
      },
      [userId],
    ),
  )
}
