import type { Answer } from '@rekey/contracts/route'
import type { createWebhook } from '@rekey/contracts/webhooks'
import { ShownOnce } from '../../console-kit/shown-once.tsx'
import { webhookPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Say } from '../../ui/say.tsx'
import { webhooksMessages } from './webhooks-messages.ts'

const text = webhooksMessages.secret

export type WithSecret = Answer<typeof createWebhook>

/** A new secret. @param onDone leads back to the webhook, if its screen is shown already */
export function WebhookSecret({ of: webhook, onDone }: { of: WithSecret; onDone?: () => void }) {
  const { id, url, secret } = webhook
  return (
    <ShownOnce
      heading={text.heading}
      warning={<Say text={text.warning} values={{ url }} />}
      values={[{ title: text.title, value: secret, copy: text.copy }]}
      onward={
        onDone ? (
          <Button look="primary" onClick={onDone}>
            {text.done}
          </Button>
        ) : (
          <ButtonLink to={webhookPath(id)} look="primary">
            {text.done}
          </ButtonLink>
        )
      }
    />
  )
}
