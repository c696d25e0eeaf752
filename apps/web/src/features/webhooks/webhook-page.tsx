import { changeWebhook, type Webhook } from '@rekey/contracts/webhooks'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { tellChanges } from '../../console-kit/ask.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { LeaveGuard } from '../../console-kit/leave-guard.tsx'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Say } from '../../ui/say.tsx'
import { Deliveries } from './deliveries.tsx'
import { useAskAnew, useWebhook } from './use-webhooks.ts'
import { bodyOf, valuesOf, WebhookFields, webhookFormRules } from './webhook-fields.tsx'
import { WebhookMenu } from './webhook-menu.tsx'
import { WebhookSecret, type WithSecret } from './webhook-secret.tsx'
import { stateOf } from './webhook-state.ts'
import styles from './webhooks.module.css'
import { webhooksMessages as text } from './webhooks-messages.ts'

/** `/webhooks/{id}`: changes a webhook, and shows what was delivered. */
export default function WebhookPage() {
  const { id = '' } = useParams()
  const found = useWebhook(id)
  const [rotated, setRotated] = useState<WithSecret | null>(null)
  if (rotated?.id === id) return <WebhookSecret of={rotated} onDone={() => setRotated(null)} />
  if (found.data) return <OneWebhook key={id} of={found.data} onRotated={setRotated} />
  return <LoadingPage words={text} of={found} up={up} />
}

const up = { to: paths.webhooks, back: text.title, onward: text.toList }
const back = <BackLink to={paths.webhooks}>{text.title}</BackLink>

type Props = { of: Webhook; onRotated: (webhook: WithSecret) => void }

function OneWebhook({ of: webhook, onRotated }: Props) {
  const [done, setDone] = useState<ReactNode>(null)
  const form = useEdit(webhook, setDone)
  const { previousSecretUntil: until } = webhook
  return (
    <ConsolePage
      heading={webhook.url}
      isName
      failed={form.isRefused}
      back={back}
      beside={<StatusChip of={stateOf(webhook)} isBoxed />}
      alert={<FormAlert of={form} />}
      actions={
        <WebhookMenu
          of={webhook}
          isUnsaved={form.isUnsaved}
          onDone={setDone}
          onRotated={onRotated}
        />
      }
      notice={
        !form.isRefused &&
        done && (
          <DoneBanner closeLabel={text.close} onClose={() => setDone(null)}>
            {done}
          </DoneBanner>
        )
      }
    >
      {until && (
        <p className={styles.about}>
          {fill(text.rotate.stillSigns, { day: inSentence(dayAndTime(new Date(until))) })}
        </p>
      )}
      <form {...form.props} className={styles.form}>
        <WebhookFields of={form} />
        <div className={styles.bar}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {text.submit}
          </Button>
        </div>
      </form>
      <Deliveries of={webhook} onDone={setDone} />
      <LeaveGuard isDirty={form.isUnsaved} />
    </ConsolePage>
  )
}

/** Sends only the changed values. */
function useEdit(webhook: Webhook, onDone: (words: ReactNode) => void) {
  const askAnew = useAskAnew()
  // What the form started from. Newer data must not turn old values into changes of this form.
  const [before, setBefore] = useState(webhook)
  return useConsoleForm(changeWebhook, {
    ...webhookFormRules,
    first: valuesOf(before),
    bodyOf: (values) => changesOf(bodyOf(values), before),
    send: (body) =>
      tellChanges<typeof changeWebhook>(
        'PATCH /webhooks/{id}',
        { params: { id: webhook.id }, body },
        before,
      ),
    onDone: (saved, changes) => {
      setBefore(saved)
      askAnew()
      const isChanged = Object.keys(changes).length > 0
      onDone(<Say text={isChanged ? text.saved : text.nothingChanged} />)
      window.scrollTo(0, 0)
    },
  })
}

function changesOf(after: ReturnType<typeof bodyOf>, before: Webhook) {
  return {
    ...(after.url !== before.url && { url: after.url }),
    ...(after.description !== before.description && { description: after.description }),
    ...(String(after.events) !== String(before.events) && { events: after.events }),
  }
}
