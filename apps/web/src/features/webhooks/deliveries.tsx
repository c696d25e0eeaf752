import type { Delivery, listWebhookDeliveries, Webhook } from '@rekey/contracts/webhooks'
import { type ReactNode, useState } from 'react'
import { askAgain, useWatchedMs } from '../../console-kit/ask-again.ts'
import { Empty } from '../../console-kit/empty.tsx'
import { FilterSelect } from '../../console-kit/filter-select.tsx'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { useList } from '../../console-kit/use-list.ts'
import { DeliveryRow } from './delivery-row.tsx'
import styles from './webhooks.module.css'
import { webhooksMessages } from './webhooks-messages.ts'

const text = webhooksMessages.deliveries

type View = { cursor?: string | undefined; status?: Delivery['status'] | undefined }

type Props = { of: Webhook; onDone: (words: ReactNode) => void }

const placeholders = ['a', 'b', 'c'].map((row) => (
  <li key={row} aria-hidden="true" className={styles.placeholder} />
))

/** What was sent to a webhook, and how each try ended. */
export function Deliveries({ of: webhook, onDone }: Props) {
  const [view, setView] = useState<View>({})
  const found = useDeliveries(webhook.id, view)
  return (
    <section className={styles.deliveries}>
      <div className={styles.head}>
        <div>
          <h2 className={styles.title}>{text.title}</h2>
          <p className={styles.note}>{text.about}</p>
        </div>
        <FilterSelect
          name="status"
          label={text.status}
          words={text.statuses}
          value={view.status}
          onChange={(status) => setView({ status })}
        />
      </div>
      <PagedList
        found={found}
        view={view}
        words={text.list}
        empty={
          view.status ? (
            <Empty title={text.noneOf} />
          ) : (
            <Empty title={text.none} text={text.noneText} />
          )
        }
        onShow={({ cursor }) => setView({ ...view, cursor })}
      >
        {(deliveries) => (
          <ul className={styles.list} aria-busy={deliveries === null || undefined}>
            {deliveries === null && placeholders}
            {deliveries?.map((delivery) => (
              <DeliveryRow key={delivery.id} of={delivery} webhook={webhook} onDone={onDone} />
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  )
}

/** While a delivery is still waiting, the list is fetched again. */
function useDeliveries(id: string, { cursor, status }: View) {
  const watchedMs = useWatchedMs()
  const query = { ...(cursor && { cursor }), ...(status && { status }) }
  return useList<typeof listWebhookDeliveries>(
    'GET /webhooks/{id}/deliveries',
    'deliveries',
    query,
    {
      params: { id },
      isQuiet: true,
      refetchInterval: ({ state: { data } }) => {
        const waiting = (data?.items ?? []).filter((delivery) => delivery.status === 'pending')
        const what = waiting.map(({ id: each, attempts }) => `${each} ${attempts.length}`).join()
        return what !== '' && askAgain(watchedMs(what))
      },
    },
  )
}
