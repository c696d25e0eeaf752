import type { MailHealth } from '@rekey/contracts/mail-health'
import type { ReactNode } from 'react'
import { countWords } from '../../console-kit/count-words.ts'
import summary from '../../console-kit/summary.module.css'
import { Time } from '../../console-kit/time.tsx'
import { mailHealthWords } from './mail-health-words.ts'
import { Moment } from './moment.tsx'

const text = mailHealthWords.fields

/** The mail server, the mails waiting for it, and its delivery reports, one line each. */
export function MailServer({ health }: { health: MailHealth }) {
  const { transport, lastAcceptedAt, queue, eventsConfigured, lastEventAt } = health
  return (
    <dl>
      <Line term={text.transport}>{mailHealthWords.transports[transport]}</Line>
      <Line term={text.lastAccepted}>
        {lastAcceptedAt ? <Time at={lastAcceptedAt} /> : text.never}
      </Line>
      <Line
        term={text.queue}
        note={queue.oldestAt && <Moment at={queue.oldestAt} words={text.oldest} />}
      >
        {queueWords(queue.count)}
      </Line>
      {transport === 'sendgrid' && (
        <Line term={text.sendgridEvents}>
          {eventsConfigured.sendgrid ? text.received : text.notReceived}
        </Line>
      )}
      {transport === 'smtp' && (
        <Line term={text.bounces}>
          {eventsConfigured.bounces ? text.received : text.notReceived}
        </Line>
      )}
      <Line term={text.lastEvent} note={!lastEventAt && text.noReport}>
        {lastEventAt ? <Time at={lastEventAt} /> : text.never}
      </Line>
    </dl>
  )
}

function queueWords(count: number): string {
  if (count === 0) return text.queueNone
  return countWords(count, text.queueOne, text.queueMany)
}

type LineProps = { term: string; children: ReactNode; note?: ReactNode }

const Line = ({ term, children, note }: LineProps) => (
  <div className={summary.line}>
    <dt>{term}</dt>
    <dd>
      <span className={summary.value}>{children}</span>
      {note && <span className={summary.note}>{note}</span>}
    </dd>
  </div>
)
