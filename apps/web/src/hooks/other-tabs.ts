import { useEffect } from 'react'

/** What one tab tells the other tabs of this browser. Messages never contain tokens. */
export type News =
  | { readonly what: 'reset-saved'; readonly token: string }
  | { readonly what: 'own-password-saved' }
  /** A page of this user was opened. */
  | { readonly what: 'signed-in'; readonly userId: string }
  | { readonly what: 'signed-out' }

/** Only one channel per tab: a tab would receive its own messages through a second one. */
const channel = openChannel()

/** Firefox refuses it where cookies are blocked. Then tabs learn nothing from each other. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel('rekey')
  } catch {
    return null
  }
}

export const tellOtherTabs = (news: News) => channel?.postMessage(news)

/** Listens to other tabs, so that this tab can tell the user what happened there. */
export function useOtherTabs(onNews: (news: News) => void) {
  useEffect(() => {
    const hear = ({ data }: MessageEvent) => onNews(data as News)
    channel?.addEventListener('message', hear)
    return () => channel?.removeEventListener('message', hear)
  }, [onNews])
}
