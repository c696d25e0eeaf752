import { messages } from '../messages.ts'

/** Sentences of the “Check your e-mail” screen. They are loaded with that screen. */
export const resetSentMessages = {
  title: 'Check your e-mail',
  sent: 'If **{username}** has an account, we sent an e-mail at {time}.',
  from: 'It comes from **{from}**. The e-mail contains a link and a code, or a temporary password. You can use it on any device.',
  again: 'Send again',
  busy: 'Sending…',
  wait: 'You can send again at {time}',
  askedAgain: messages.setPassword.askedAgain,
  otherUsername: 'Use a different username',
  nothing: 'Nothing after 5 minutes? Look in spam, or contact {support}.',
  mailbox: 'This installation doesn’t send mail.',
  openMailbox: 'Open the development mailbox',
} as const
