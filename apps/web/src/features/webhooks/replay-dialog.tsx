import type { replayWebhookEvents, Webhook } from '@rekey/contracts/webhooks'
import { Repeat2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ActionDialog } from '../../console-kit/action-dialog.tsx'
import { tell } from '../../console-kit/ask.ts'
import { Select } from '../../console-kit/select.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { serverNow } from '../../server-now.ts'
import { Say } from '../../ui/say.tsx'
import { useAskAnew } from './use-webhooks.ts'
import { webhooksMessages } from './webhooks-messages.ts'

const text = webhooksMessages.replay

type Hours = keyof typeof text.times

const order: readonly Hours[] = ['1', '24', '168', '720']
const hourMs = 3_600_000

type Props = { of: Webhook; onDone: (words: ReactNode) => void; onClose: () => void }

/** Sends all events of a time again, for example after the receiver was away. */
export function ReplayDialog({ of: { id }, onDone, onClose }: Props) {
  const [hours, setHours] = useState<Hours>('24')
  const askAnew = useAskAnew()
  const verb = useVerb<typeof replayWebhookEvents>(
    () => {
      const since = new Date(serverNow().getTime() - Number(hours) * hourMs).toISOString()
      const line = 'POST /webhooks/{id}/replay'
      return tell<typeof replayWebhookEvents>(line, { params: { id }, body: { since } })
    },
    ({ replayed }) => {
      onClose()
      askAnew()
      onDone(<Say text={wordsOf(replayed)} values={{ count: String(replayed) }} />)
    },
  )
  return (
    <ActionDialog
      title={text.title}
      text={text.text}
      words={text}
      icon={Repeat2}
      verb={verb}
      onClose={onClose}
    >
      <Select
        name="since"
        label={text.since}
        options={order.map((value) => ({ value, label: text.times[value] }))}
        value={hours}
        onChange={setHours}
      />
    </ActionDialog>
  )
}

function wordsOf(count: number) {
  if (count === 0) return text.doneNone
  return count === 1 ? text.doneOne : text.done
}
