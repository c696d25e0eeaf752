import type { Message, MessageReason } from '@rekey/contracts/messages'
import { canSendAgain } from './send-again.ts'

type NextAct = 'correct-address' | 'send-again' | 'reactivate'

const act: Partial<Record<MessageReason, NextAct>> = {
  'address-does-not-exist': 'correct-address',
  'mailbox-disabled': 'correct-address',
  'message-too-large': 'correct-address',
  'no-address': 'correct-address',
  'user-deactivated': 'reactivate',
  limit: 'send-again',
  'too-many-wrong-codes': 'send-again',
  'mailbox-full': 'send-again',
  'refused-by-policy': 'send-again',
  'sender-not-trusted': 'send-again',
  'sender-not-permitted': 'send-again',
  'sender-blocked': 'send-again',
  'relay-denied': 'send-again',
  'quota-used-up': 'send-again',
  'recipient-server-unreachable': 'send-again',
  suppressed: 'send-again',
  'time-ran-out': 'send-again',
  'could-not-be-written': 'send-again',
  'not-understood': 'send-again',
  'mail-server-unreachable': 'send-again',
  'mail-server-timeout': 'send-again',
  'mail-server-tls-failed': 'send-again',
  'mail-server-sign-in-failed': 'send-again',
}

/** The one button that helps if a mail didn't arrive. */
export function nextAct(message: Message): NextAct | null {
  if (message.reason === null || message.status === 'delayed') return null
  const next = act[message.reason] ?? null
  return next === 'send-again' && !canSendAgain(message) ? null : next
}
