import type { Delivery, replayWebhookDelivery, Webhook } from '@rekey/contracts/webhooks'
import type { ReactNode } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { OpeningRow } from '../../console-kit/opening-row.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Say } from '../../ui/say.tsx'
import { useAskAnew } from './use-webhooks.ts'
import { statusOf } from './webhook-state.ts'
import styles from './webhooks.module.css'
import { webhooksMessages } from './webhooks-messages.ts'

const text = webhooksMessages.deliveries

type Props = { of: Delivery; webhook: Webhook; onDone: (words: ReactNode) => void }

/** One event, in one line. Its tries show when the user opens the row. */
export function DeliveryRow({ of: delivery, webhook, onDone }: Props) {
  const { event, at, nextAttemptAt } = delivery
  const line = (
    <>
      <code className={styles.event} translate="no">
        {event}
      </code>
      <span className={styles.outcome}>
        <StatusChip of={statusOf(delivery)} />
        {nextAttemptAt && delivery.attempts.length > 0 && (
          <span className={styles.note}>
            {fill(text.next, { time: inSentence(dayAndTime(new Date(nextAttemptAt))) })}
          </span>
        )}
      </span>
      <span className={styles.note}>
        <Time at={at} />
      </span>
    </>
  )
  return (
    <OpeningRow label={fill(text.details, { event })} className={styles.line} line={line}>
      {() => <Details of={delivery} webhook={webhook} onDone={onDone} />}
    </OpeningRow>
  )
}

function Details({ of: delivery, webhook, onDone }: Props) {
  const { id, event, data, attempts } = delivery
  const askAnew = useAskAnew()
  const again = useVerb<typeof replayWebhookDelivery>(
    () =>
      tell<typeof replayWebhookDelivery>('POST /webhooks/{id}/deliveries/{deliveryId}/replay', {
        params: { id: webhook.id, deliveryId: id },
      }),
    () => {
      askAnew()
      onDone(<Say text={text.sentAgain} values={{ event }} />)
    },
  )
  return (
    <div className={styles.details}>
      <dl className={styles.facts}>
        <div>
          <dt>{text.id}</dt>
          <dd translate="no">{id}</dd>
        </div>
        <div>
          <dt>{text.data}</dt>
          <dd translate="no">{JSON.stringify(data)}</dd>
        </div>
      </dl>
      {attempts.length === 0 && <p>{text.noTries}</p>}
      <ol className={styles.tries}>
        {attempts.map((attempt) => (
          <Attempt key={attempt.at} of={attempt} />
        ))}
      </ol>
      {again.problem && <ProblemAlert problem={again.problem} retry={again.run} />}
      {webhook.enabled && delivery.status !== 'pending' && (
        <Button onClick={again.run} busy={again.busy} busyLabel={text.again}>
          {text.again}
        </Button>
      )}
    </div>
  )
}

const Attempt = ({ of: { at, status, detail, answer } }: { of: Delivery['attempts'][number] }) => (
  <li>
    <span className={styles.note}>
      <Time at={at} />
    </span>
    <span>
      <strong>{status === null ? text.noAnswer : fill(text.answered, { status })}</strong> {detail}
      {answer && (
        <code className={styles.answer} translate="no">
          {answer}
        </code>
      )}
    </span>
  </li>
)
