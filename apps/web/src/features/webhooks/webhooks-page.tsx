import type { listWebhooks } from '@rekey/contracts/webhooks'
import { Plus } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { Deleted } from '../../console-kit/delete-dialog.tsx'
import { Empty } from '../../console-kit/empty.tsx'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { useList } from '../../console-kit/use-list.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './webhooks.module.css'
import { webhooksMessages as text } from './webhooks-messages.ts'
import { WebhooksTable } from './webhooks-table.tsx'

/** `/webhooks`: the addresses that Rekey calls when something happens. */
export default function WebhooksPage() {
  const [params, setParams] = useSearchParams()
  const cursor = params.get('cursor') ?? undefined
  const found = useList<typeof listWebhooks>('GET /webhooks', 'webhooks', cursor ? { cursor } : {})
  const { isRestoring, remember } = useRestoredPlace(found.list !== undefined)
  return (
    <ConsolePage
      heading={text.title}
      ownFocus={isRestoring}
      actions={found.list?.items.length !== 0 && add}
      notice={<Deleted words={text.delete} />}
    >
      <p className={styles.about}>
        {text.about} <a href="/docs/webhooks">{text.documentation}</a>
      </p>
      <PagedList
        found={found}
        view={{ cursor }}
        words={text.list}
        empty={<Empty {...text.empty} action={add} />}
        onShow={({ cursor: next }, options) => setParams(next ? { cursor: next } : {}, options)}
      >
        {(webhooks) => <WebhooksTable {...{ webhooks }} onFollow={remember} />}
      </PagedList>
    </ConsolePage>
  )
}

const add = (
  <ButtonLink to={paths.newWebhook} look="primary">
    <Icon of={Plus} size={18} />
    {text.add}
  </ButtonLink>
)
