import type { Webhook } from '@rekey/contracts/webhooks'
import { type Column, nameColumn } from '../../console-kit/column.tsx'
import { DataTable } from '../../console-kit/data-table.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { useMedia } from '../../console-kit/use-media.ts'
import { webhookPath } from '../../paths.ts'
import { eventWords, stateOf } from './webhook-state.ts'
import styles from './webhooks.module.css'
import { webhooksMessages as text } from './webhooks-messages.ts'

type Props = {
  /** Null while the webhooks are fetched for the first time. */
  webhooks: readonly Webhook[] | null
  onFollow: (linkId: string) => void
}

type Row = Webhook & { readonly name: string }

/** On narrow screens the number of events stands below the address. */
export function WebhooksTable({ webhooks, onFollow }: Props) {
  const isNarrow = useMedia('(max-width: 49.9375em)')
  return (
    <DataTable<Row>
      caption={text.title}
      rows={webhooks?.map((webhook) => ({ ...webhook, name: webhook.url })) ?? null}
      columns={[
        nameColumn<Row>({
          label: text.columns.address,
          className: styles.named,
          pathOf: webhookPath,
          below: ({ description, events: subscribed }) => (
            <>
              {description && <span className={styles.words}>{description}</span>}
              {isNarrow && (
                <span className={styles.words}>{eventWords({ events: subscribed })}</span>
              )}
            </>
          ),
          onFollow,
        }),
        ...(isNarrow ? [state] : [events, state]),
      ]}
    />
  )
}

const events: Column<Row> = {
  label: text.columns.events,
  cell: eventWords,
  className: styles.events,
}

const state: Column<Row> = {
  label: text.columns.state,
  cell: (webhook) => <StatusChip of={stateOf(webhook)} />,
  className: styles.state,
}
