import type { Message, MessageReason, MessageStatus } from '@rekey/contracts/messages'
import {
  Check,
  CircleSlash,
  CircleX,
  Inbox,
  ListEnd,
  type LucideIcon,
  Send,
  Server,
  ShieldX,
  Timer,
  TriangleAlert,
} from 'lucide-react'
import { clockTimeAndDay } from '../clock-time.ts'
import { serverNow } from '../server-now.ts'

/** Normal statuses are quiet; exceptions have a filled background. */
export type Tone = 'quiet' | 'good' | 'neutral' | 'warning' | 'bad'

export type Shown = { readonly words: string; readonly tone: Tone; readonly icon: LucideIcon }

type Recorded = Pick<Message, 'status' | 'reason'> & { readonly triedUntil?: string | null }

/** The status of a mail in words. It only shows what the server has recorded, never a guess. */
export function messageStatusOf(message: Recorded, now = serverNow()): Shown {
  const { status, reason, triedUntil } = message
  if (status === 'delayed') {
    const until = triedUntil && clockTimeAndDay(new Date(triedUntil), now)
    return { ...plain.delayed, words: until ? `Delayed – trying again until ${until}` : 'Delayed' }
  }
  if (status === 'not-sent') {
    const why = reason && notSent[reason]
    return { ...plain['not-sent'], words: why ? `Not sent: ${why}` : 'Not sent' }
  }
  if (status === 'delivered' && reason === 'marked-as-spam') {
    return { ...plain.delivered, words: 'Delivered, and marked as spam' }
  }
  const isFailure = status === 'refused' || status === 'bounced' || status === 'failed'
  return (isFailure && reason && failures[reason]) || plain[status]
}

const couldNot: Shown = { words: 'Could not be sent', tone: 'bad', icon: TriangleAlert }
const refused: Shown = {
  words: 'Refused by the recipient’s mail system',
  tone: 'bad',
  icon: ShieldX,
}

const plain: Readonly<Record<MessageStatus, Shown>> = {
  queued: { words: 'Queued', tone: 'quiet', icon: ListEnd },
  sending: { words: 'Sending', tone: 'quiet', icon: Send },
  accepted: { words: 'Accepted by mail server', tone: 'quiet', icon: Server },
  delivered: { words: 'Delivered', tone: 'good', icon: Check },
  delayed: { words: 'Delayed', tone: 'warning', icon: Timer },
  refused,
  bounced: { ...refused, words: 'Bounced at the recipient’s mail system' },
  failed: couldNot,
  'not-sent': { words: 'Not sent', tone: 'quiet', icon: CircleSlash },
}

/** Failures whose reason says more than the status. */
const failures: Partial<Record<MessageReason, Shown>> = {
  'address-does-not-exist': { words: 'Address does not exist', tone: 'bad', icon: CircleX },
  'mailbox-disabled': { words: 'Mailbox is not in use', tone: 'bad', icon: CircleX },
  'mailbox-full': { words: 'Mailbox full', tone: 'bad', icon: Inbox },
  'message-too-large': { words: 'Too large for the recipient', tone: 'bad', icon: ShieldX },
  'recipient-server-unreachable': {
    words: 'Recipient’s mail system could not be reached',
    tone: 'bad',
    icon: CircleX,
  },
  'sender-not-trusted': { words: 'Our sender is not trusted', tone: 'bad', icon: ShieldX },
  'sender-not-permitted': {
    words: 'Our sender address is not permitted',
    tone: 'bad',
    icon: ShieldX,
  },
  'sender-blocked': { words: 'Our mail server is blocked', tone: 'bad', icon: ShieldX },
  'quota-used-up': { words: 'Our sending limit is used up', tone: 'bad', icon: ShieldX },
  suppressed: { words: 'On the suppression list', tone: 'bad', icon: ShieldX },
  'could-not-be-written': couldNot,
}

const notSent: Partial<Record<MessageReason, string>> = {
  'asked-again': 'requested again too soon',
  limit: 'requested too often',
  'user-deactivated': 'user is deactivated',
  'no-address': 'no e-mail address',
  'no-such-user': 'no such user',
  'signs-in-elsewhere': 'signs in with their organization',
  'too-many-wrong-codes': 'too many wrong codes',
  cancelled: 'cancelled',
}
