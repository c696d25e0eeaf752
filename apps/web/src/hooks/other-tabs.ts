import { useEffect } from 'react'

/** What one tab tells the others of this browser. Tokens never leave the browser. */
export type News =
  | { readonly what: 'reset-saved'; readonly token: string }
  | { readonly what: 'own-password-saved' }

/** One for this tab: a channel doesn't hear itself, but would hear a second one of the same tab. */
const channel = new BroadcastChannel('rekey')

export const tellOtherTabs = (news: News) => channel.postMessage(news)

/** Hears what other tabs did, so that this one can say what happened. */
export function useOtherTabs(onNews: (news: News) => void) {
  useEffect(() => {
    const hear = ({ data }: MessageEvent) => onNews(data as News)
    channel.addEventListener('message', hear)
    return () => channel.removeEventListener('message', hear)
  }, [onNews])
}
