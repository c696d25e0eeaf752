import { type Delivery, eventTypes, type Webhook } from '@rekey/contracts/webhooks'
import { Check, CircleSlash, CircleX, ListEnd, Power, TriangleAlert } from 'lucide-react'
import { countWords } from '../../console-kit/count-words.ts'
import type { Shown } from '../../console-kit/message-status.ts'
import { dayOf, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { webhooksMessages as text } from './webhooks-messages.ts'

/** "On" is quiet. What the administrator has to look at is highlighted. */
export function stateOf(
  { enabled, failingSince, switchedOffAt }: Webhook,
  now = serverNow(),
): Shown {
  if (switchedOffAt) return { words: text.state.switchedOff, tone: 'bad', icon: CircleX }
  if (!enabled) return { words: text.state.off, tone: 'neutral', icon: CircleSlash }
  if (!failingSince) return { words: text.state.on, tone: 'good', icon: Power }
  const day = inSentence(dayOf(new Date(failingSince), now))
  return { words: fill(text.state.failing, { day }), tone: 'warning', icon: TriangleAlert }
}

const shown: Readonly<Record<Delivery['status'], Omit<Shown, 'words'>>> = {
  pending: { tone: 'quiet', icon: ListEnd },
  delivered: { tone: 'good', icon: Check },
  failed: { tone: 'bad', icon: TriangleAlert },
}

export const statusOf = ({ status }: Pick<Delivery, 'status'>): Shown => ({
  ...shown[status],
  words: text.deliveries.statuses[status],
})

/** `All events`, `3 events`. */
export function eventWords({ events: { length: count } }: Pick<Webhook, 'events'>): string {
  if (count === eventTypes.length) return text.allEvents
  return countWords(count, text.eventsOne, text.events)
}
