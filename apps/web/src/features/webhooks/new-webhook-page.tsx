import { createWebhook } from '@rekey/contracts/webhooks'
import { useState } from 'react'
import { call } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { LeaveGuard } from '../../console-kit/leave-guard.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { useAskAnew } from './use-webhooks.ts'
import { bodyOf, WebhookFields, type WebhookValues, webhookFormRules } from './webhook-fields.tsx'
import { WebhookSecret, type WithSecret } from './webhook-secret.tsx'
import styles from './webhooks.module.css'
import { webhooksMessages as text } from './webhooks-messages.ts'

/** `/webhooks/new`: a form, and after that the secret, which is shown only once. */
export default function NewWebhookPage() {
  const [created, setCreated] = useState<WithSecret | null>(null)
  return created ? <WebhookSecret of={created} /> : <NewWebhook onCreated={setCreated} />
}

function NewWebhook({ onCreated }: { onCreated: (webhook: WithSecret) => void }) {
  const askAnew = useAskAnew()
  const first: WebhookValues = { url: '', description: '', events: [] }
  const form = useConsoleForm(createWebhook, {
    ...webhookFormRules,
    first,
    bodyOf,
    send: (body) => call<typeof createWebhook>('POST /webhooks', body),
    onDone: (webhook) => {
      askAnew()
      onCreated(webhook)
    },
  })
  return (
    <ConsolePage
      heading={text.add}
      failed={form.isRefused}
      back={<BackLink to={paths.webhooks}>{text.title}</BackLink>}
      alert={<FormAlert of={form} />}
    >
      <form {...form.props} className={styles.form}>
        <WebhookFields of={form} />
        <div className={styles.bar}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {text.submitNew}
          </Button>
          <ButtonLink to={paths.webhooks}>{text.cancel}</ButtonLink>
        </div>
      </form>
      <LeaveGuard isDirty={form.isUnsaved} />
    </ConsolePage>
  )
}
