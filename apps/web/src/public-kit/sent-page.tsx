import type { ReactNode } from 'react'
import { clockTime } from '../clock-time.ts'
import { useSite } from '../site.ts'
import { Page } from '../ui/page.tsx'
import { ProblemAlert } from '../ui/problem-alert.tsx'
import { Say } from '../ui/say.tsx'
import { NothingCame } from './nothing-came.tsx'
import { SendAgain } from './send-again.tsx'
import type { useAskAgain } from './use-ask-again.ts'

type Props = {
  words: {
    readonly title: string
    readonly sent: `${string}{username}${string}{time}${string}`
    readonly from: `${string}{from}${string}`
  }
  username: string
  sentAt: number
  ask: ReturnType<typeof useAskAgain>
  /** Another way, below the button. */
  children: ReactNode
}

/** Describes a mail. The page only knows that it was requested, not whether it was sent. */
export function SentPage({ words, username, sentAt, ask, children }: Props) {
  const { mailFrom } = useSite()
  return (
    <Page
      title={words.title}
      failed={ask.problem !== null}
      alert={<ProblemAlert problem={ask.problem} retry={ask.askAgain} />}
      lede={
        <>
          <p>
            <Say text={words.sent} values={{ username, time: clockTime(new Date(sentAt)) }} />
          </p>
          <p>
            <Say text={words.from} values={{ from: mailFrom.name }} />
          </p>
        </>
      }
    >
      <SendAgain ask={ask} />
      {children}
      <NothingCame to={username} />
    </Page>
  )
}
