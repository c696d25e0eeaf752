import type { MessageReason } from '@rekey/contracts/messages'

/**
 * What an administrator can do about a mail that didn't arrive: one sentence for each listed
 * reason. Null: nothing needs to be done, because the problem ends by itself or the result was
 * intended.
 */
export const messageAdvice: Readonly<Record<MessageReason, string | null>> = {
  // Our decision not to send it.
  'asked-again':
    'Ask the user to look for the mail we sent shortly before: it contains the same link and code.',
  limit: 'Send the user a password reset yourself, or ask them to request one again in an hour.',
  'user-deactivated': 'Reactivate the user, then send a password reset.',
  'no-address': 'Give the user an e-mail address, then send a password reset.',
  'no-such-user': 'Check the spelling of the username, or add the user.',
  'signs-in-elsewhere': 'Tell the user to change the password where they sign in.',
  'too-many-wrong-codes':
    'Ask the user whether they entered these codes, then send a reset, so that they can request one again.',
  cancelled: null,
  // What the recipient's mail server said.
  'address-does-not-exist': 'Correct the e-mail address, then send again.',
  'mailbox-disabled': 'Ask the user for an address whose mailbox is in use, then send again.',
  'mailbox-full': 'Ask the user to free up space in the mailbox, then send again.',
  'refused-by-policy':
    "Ask the administrator of the recipient's mail system to allow mails from our sender.",
  'message-too-large': 'Ask the user for an address whose mail system accepts larger mails.',
  // Refusals of us as a sender: the operator must fix these.
  'sender-not-trusted':
    "Ask your operator to fix SPF, DKIM and DMARC of MAIL_FROM's domain, and the mail server's reverse DNS.",
  'sender-not-permitted':
    'Ask your operator to set MAIL_FROM and BOUNCE_ADDRESS to addresses that the mail server lets us use.',
  'sender-blocked':
    'Ask your operator to get our mail server off the blocklist that the answer names.',
  'relay-denied':
    'Ask your operator to correct SMTP_URL, or to let that mail server relay for this service.',
  'quota-used-up':
    'Ask your operator to raise the sending limit of our mail account, or wait until it is renewed.',
  'recipient-server-unreachable':
    "Ask the user for another address, or to tell their mail administrator that we can't reach the mail system.",
  suppressed: 'Ask your operator to take the address off the suppression list, then send again.',
  'marked-as-spam': 'Ask the user to check the spam folder, and to mark the mail as not spam.',
  // Problems in our connection to a mail server.
  'mail-server-busy': null,
  'mail-server-unreachable':
    "Ask your operator to check the mail server's address and the network.",
  'mail-server-timeout': 'Ask your operator why the mail server does not answer.',
  'mail-server-tls-failed': "Ask your operator to check the mail server's certificate.",
  'mail-server-sign-in-failed': 'Ask your operator to correct the sign-in at the mail server.',
  // Problems on our own side.
  'time-ran-out': "Fix what the mail server's last answer names, then send again.",
  'could-not-be-written':
    'Send again, and ask your operator to check the log if it fails once more.',
  'not-understood': "Read the mail server's answer, which tells more than we know.",
}
