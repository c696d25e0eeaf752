import type { ApiKey } from '@rekey/contracts/api-keys'
import { CircleX, Timer, TriangleAlert, UserRoundX } from 'lucide-react'
import type { Shown } from '../../console-kit/message-status.ts'
import { dayOf, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { apiKeysMessages } from './api-keys-messages.ts'

const text = apiKeysMessages.state

/** How long before its end a key is marked. */
const warnBeforeMs = 14 * 86_400_000

/** Why a key needs attention. Null if it works and doesn't expire soon. */
export function stateOf(key: ApiKey, now = serverNow().getTime()): Shown | null {
  const { createdBy, lapsedScopes } = key
  if (createdBy.status !== 'active') {
    return { words: text[createdBy.status], tone: 'bad', icon: UserRoundX }
  }
  const end = key.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt)
  if (end <= now) return { words: text.expired, tone: 'bad', icon: CircleX }
  if (lapsedScopes.length > 0) return { words: text.lapsed, tone: 'warning', icon: TriangleAlert }
  if (end - now < warnBeforeMs) {
    const day = inSentence(dayOf(new Date(end), new Date(now)))
    return { words: fill(text.endsSoon, { day }), tone: 'warning', icon: Timer }
  }
  return null
}

/** The sentence above a key that doesn't work; null: it works. */
export function whyStopped(
  { createdBy, expiresAt }: ApiKey,
  now = serverNow().getTime(),
): string | null {
  const { stopped } = apiKeysMessages
  const { status, displayName: name } = createdBy
  if (status !== 'active') return fill(stopped[status], { name })
  return expiresAt !== null && Date.parse(expiresAt) <= now ? stopped.expired : null
}
