import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { Check, CircleSlash, CircleX, Power, TriangleAlert } from 'lucide-react'
import { countWords } from '../../console-kit/count-words.ts'
import type { Shown } from '../../console-kit/message-status.ts'
import { dayOf } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'

/** "On" is quiet, while "off" is highlighted. */
export const switchOf = ({ enabled }: Pick<SsoConnection, 'enabled'>): Shown =>
  enabled
    ? { words: text.on, tone: 'good', icon: Power }
    : { words: text.off, tone: 'neutral', icon: CircleSlash }

export const testOf = ({ ok }: NonNullable<SsoConnection['lastTest']>): Shown =>
  ok
    ? { words: text.testOk, tone: 'good', icon: Check }
    : { words: text.testFailed, tone: 'bad', icon: CircleX }

export const proofOf = ({ provedAt }: SsoConnection['domains'][number]): Shown =>
  provedAt
    ? {
        words: fill(text.domains.proved, { day: dayInSentence(provedAt) }),
        tone: 'good',
        icon: Check,
      }
    : { words: text.domains.notProved, tone: 'warning', icon: TriangleAlert }

/** How long before its expiry a certificate is marked. */
const warnBeforeMs = 30 * 86_400_000

export function validityOf(validUntil: string, now = serverNow().getTime()): Shown {
  const end = Date.parse(validUntil)
  const day = dayInSentence(validUntil)
  if (end <= now) {
    return { words: fill(text.certificates.ended, { day }), tone: 'bad', icon: CircleX }
  }
  const isNear = end - now < warnBeforeMs
  const words = fill(text.certificates.until, { day })
  return isNear
    ? { words, tone: 'warning', icon: TriangleAlert }
    : { words, tone: 'good', icon: Check }
}

const dayInSentence = (at: string): string => {
  const day = dayOf(new Date(at))
  return /^\d/.test(day) ? day : day.toLowerCase()
}

/** `1 user`, `2,310 users` */
export const usersOf = ({ userCount }: Pick<SsoConnection, 'userCount'>): string =>
  countWords(userCount, text.usersOne, text.users)

export const encryptionUseOf = (isCurrent: boolean): Shown =>
  isCurrent
    ? { words: text.encryption.current, tone: 'good', icon: Check }
    : { words: text.encryption.older, tone: 'neutral', icon: CircleSlash }

/** `AB:CD:…`, as OpenSSL and providers' screens write it. */
export const shownFingerprint = (fingerprint: string): string =>
  (fingerprint.toUpperCase().match(/../g) ?? []).join(':')
