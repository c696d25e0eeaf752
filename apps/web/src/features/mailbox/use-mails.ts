import type { mailboxMessages } from '@rekey/contracts/mailbox'
import { useEffect, useState } from 'react'

/** A mail as `GET /dev/mailbox/messages` returns it, from the contract of the mailbox. */
export type Mail = (typeof mailboxMessages)['_zod']['output']['items'][number]

const pollMilliseconds = 2_000

type Mails = {
  readonly mails: readonly Mail[] | null
  /** `off` means that this installation really sends its mails. */
  readonly fault: 'unreachable' | 'off' | null
}

/**
 * The mails to an address, or all, newest first. They are fetched regularly while the page is
 * visible.
 */
export function useMails(to: string): Mails {
  const [state, setState] = useState<Mails>({ mails: null, fault: null })
  useEffect(() => {
    const stop = new AbortController()
    const look = async () => {
      const found = await fetchMails(to, stop.signal)
      if (stop.signal.aborted) return
      setState((was) => ({ mails: found.mails ?? was.mails, fault: found.fault }))
    }
    const lookIfSeen = () => document.visibilityState === 'visible' && void look()
    void look()
    const timer = setInterval(lookIfSeen, pollMilliseconds)
    document.addEventListener('visibilitychange', lookIfSeen)
    return () => {
      stop.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', lookIfSeen)
    }
  }, [to])
  return state
}

async function fetchMails(to: string, signal: AbortSignal): Promise<Mails> {
  const query = to ? `?${new URLSearchParams({ to })}` : ''
  try {
    const response = await fetch(`/dev/mailbox/messages${query}`, {
      headers: { accept: 'application/json' },
      signal,
    })
    if (response.status === 404) return { mails: null, fault: 'off' }
    if (!response.ok) return { mails: null, fault: 'unreachable' }
    const { items } = (await response.json()) as { items: Mail[] }
    return { mails: items, fault: null }
  } catch {
    return { mails: null, fault: 'unreachable' }
  }
}
