import type { MessageReason } from '@rekey/contracts/messages'

/**
 * What an administrator can do about a mail that did not arrive, a sentence for each listed reason.
 * Null: nothing needs doing, because it heals by itself or because it was meant so.
 */
export const messageAdvice: Readonly<Record<MessageReason, string | null>> = {
  // Our decision not to send it.
  'asked-again':
    'Ask the user to look for the mail that was sent shortly before: it holds the same link and code.',
  limit:
    'Send the user a password reset yourself, since yours are not counted, or let them ask again in an hour.',
  'user-deactivated': 'Reactivate the user, then send a password reset.',
  'no-address': 'Give the user an e-mail address, then send a password reset.',
  'no-such-user': 'Check how the name was written, or add the user.',
  'signs-in-elsewhere': 'Tell the user to change the password where they sign in.',
  'too-many-wrong-codes':
    'Ask the user whether these tries were theirs, then send a password reset: that lets them ask again.',
  cancelled: null,
  // What the recipient's mail server said.
  'address-does-not-exist': 'Correct the e-mail address, then send again.',
  'mailbox-disabled': 'Ask the user for an address whose mailbox is in use, then send again.',
  'mailbox-full': 'Ask the user to make room in the mailbox, then send again.',
  'refused-by-policy':
    "Ask the administrator of the recipient's mail system to let mails from our sender through.",
  'message-too-large': 'Ask the user for an address whose mail system takes larger mails.',
  // What a mail server says of us: the operator's to put right.
  'sender-not-trusted':
    "Ask your operator to fix SPF, DKIM and DMARC of MAIL_FROM's domain, and the mail server's reverse DNS.",
  'sender-not-permitted':
    'Ask your operator to set MAIL_FROM and BOUNCE_ADDRESS to addresses that the mail server lets us use.',
  'sender-blocked':
    'Ask your operator to get the mail server that sends for us off the blocklist in its answer.',
  'relay-denied':
    'Ask your operator to correct SMTP_URL, or to let that mail server relay for this service.',
  'quota-used-up':
    'Ask your operator to raise the sending limit of our mail account, or wait until it is renewed.',
  'recipient-server-unreachable':
    "Ask the user for another address, or to tell whoever runs their mail system that it can't be reached.",
  suppressed:
    'Ask whoever runs this service to take the address off the suppression list, then send again.',
  'marked-as-spam': 'Ask the user to look in the spam folder, and to mark the mail as no spam.',
  // Our talk with a mail server.
  'mail-server-busy': null,
  'mail-server-unreachable':
    'Ask whoever runs this service to check the address of its mail server and the network.',
  'mail-server-timeout': 'Ask whoever runs this service why its mail server does not answer.',
  'mail-server-tls-failed':
    'Ask whoever runs this service to check the certificate of its mail server.',
  'mail-server-sign-in-failed':
    'Ask whoever runs this service to correct its sign-in at the mail server.',
  // Our own side.
  'time-ran-out': "Put right what the mail server's last answer says, then send again.",
  'could-not-be-written':
    'Send again; should it fail again, ask whoever runs this service to look into its log.',
  'not-understood': "Read the mail server's own words: they are all that is known.",
}
