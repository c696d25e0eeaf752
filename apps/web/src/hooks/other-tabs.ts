import { useEffect } from 'react'

/** What one tab tells the others of this browser. Tokens never leave the browser. */
export type News =
  | { readonly what: 'reset-saved'; readonly token: string }
  | { readonly what: 'own-password-saved' }

const channelName = 'rekey'

export function tellOtherTabs(news: News) {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(news)
  channel.close()
}

/** Hears what other tabs did, so that this one can say what happened. */
export function useOtherTabs(onNews: (news: News) => void) {
  useEffect(() => {
    const channel = new BroadcastChannel(channelName)
    channel.onmessage = ({ data }) => onNews(data as News)
    return () => channel.close()
  }, [onNews])
}
