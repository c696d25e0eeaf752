import type { DeliveryReason } from '@rekey/contracts/messages'

/** The reasons of failed mails, in a few words each. */
export const reasonWords: Readonly<Record<DeliveryReason, string>> = {
  'address-does-not-exist': 'Address does not exist',
  'mailbox-disabled': 'Mailbox is not in use',
  'mailbox-full': 'Mailbox full',
  'refused-by-policy': 'Refused by the recipient’s mail system',
  'message-too-large': 'Too large for the recipient',
  'sender-not-trusted': 'Our sender is not trusted',
  'sender-not-permitted': 'Our sender address is not permitted',
  'sender-blocked': 'Our mail server is blocked',
  'relay-denied': 'Mail server does not relay for us',
  'quota-used-up': 'Our sending limit is used up',
  'recipient-server-unreachable': 'Recipient’s mail system could not be reached',
  suppressed: 'On the suppression list',
  'marked-as-spam': 'Marked as spam',
  'mail-server-busy': 'Mail server was busy',
  'mail-server-unreachable': 'Mail server could not be reached',
  'mail-server-timeout': 'Mail server did not answer in time',
  'mail-server-tls-failed': 'No secure connection to the mail server',
  'mail-server-sign-in-failed': 'Sign-in at the mail server failed',
  'time-ran-out': 'Not accepted in time',
  'could-not-be-written': 'Mail could not be created',
  'not-understood': 'Unknown answer from the mail server',
}
