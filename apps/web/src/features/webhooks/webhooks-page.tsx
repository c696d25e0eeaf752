import type { listWebhooks } from '@rekey/contracts/webhooks'
import { Plus } from 'lucide-react'
import { CursorListPage, useCursorList } from '../../console-kit/cursor-list-page.tsx'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { webhooksMessages as text } from './webhooks-messages.ts'
import { WebhooksTable } from './webhooks-table.tsx'

/** `/webhooks`: the addresses that Rekey calls when something happens. */
export default function WebhooksPage() {
  const list = useCursorList<typeof listWebhooks>('GET /webhooks', 'webhooks')
  return (
    <CursorListPage of={list} words={text} about={text.about} add={add}>
      {(webhooks) => <WebhooksTable webhooks={webhooks} onFollow={list.remember} />}
    </CursorListPage>
  )
}

const add = (
  <ButtonLink to={paths.newWebhook} look="primary">
    <Icon of={Plus} size={18} />
    {text.add}
  </ButtonLink>
)
