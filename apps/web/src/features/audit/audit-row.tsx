import type { AuditEvent } from '@rekey/contracts/audit'
import { clockTime } from '../../clock-time.ts'
import { OpeningRow } from '../../console-kit/opening-row.tsx'
import { Time } from '../../console-kit/time.tsx'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { auditMessages as text } from './audit-messages.ts'
import styles from './audit-row.module.css'
import { eventDetails } from './event-details.ts'
import { eventParts, eventWords, type Part } from './event-sentence.ts'
import { eventSentence } from './known-actions.ts'

/** One event as one sentence. Its details show when the user opens the row. */
export function AuditRow({ event }: { event: AuditEvent }) {
  const { ip, at, actor } = event
  const line = (
    <>
      <Icon of={eventSentence(event).icon} size={18} />
      <p className={styles.sentence}>
        {eventParts(event).map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence keep places.
          <SentencePart key={index} part={part} />
        ))}
      </p>
      <p className={styles.from}>{ip ? fill(text.from, { ip }) : !actor && text.bySystem}</p>
      <p className={styles.time}>
        <Time at={at} words={clockTime(new Date(at))} />
      </p>
    </>
  )
  const label = fill(text.details, { sentence: eventWords(event) })
  return (
    <OpeningRow label={label} className={styles.line} line={line}>
      {() => <Details event={event} />}
    </OpeningRow>
  )
}

const Details = ({ event }: { event: AuditEvent }) => (
  <dl className={styles.details}>
    {eventDetails(event).map(({ term, value, isCode }) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd className={isCode ? styles.code : undefined} translate={isCode ? 'no' : undefined}>
          {value}
        </dd>
      </div>
    ))}
  </dl>
)

const auditOf = (userId: string) => `${paths.audit}?${new URLSearchParams({ userId })}`

function SentencePart({ part }: { part: Part }) {
  if ('words' in part) return part.words
  if (!part.userId) return <strong>{part.name}</strong>
  return (
    <Link
      className={styles.name}
      to={part.isDeleted ? auditOf(part.userId) : `${paths.users}/${part.userId}`}
      translate="no"
    >
      {part.name}
    </Link>
  )
}
