/** Every sentence of “Check your e-mail”. They are loaded with that screen. */
export const resetSentMessages = {
  title: 'Check your e-mail',
  sent: 'If **{username}** has an account, we sent an e-mail at {time}.',
  from: 'It comes from **{from}**. It holds a link and a code (or a temporary password) and works on any device.',
  again: 'Send again',
  busy: 'Sending…',
  wait: 'You can send again at {time}',
  askedAgain: 'Asked again at {time}.',
  otherUsername: 'Use a different username',
  nothing: 'Nothing after 5 minutes? Look in spam, or contact {support}.',
  mailbox: 'This installation sends no mail.',
  openMailbox: 'Open the development mailbox',
} as const
