import { messages } from '../../messages.ts'

/** Sentences of the mail health screen and its banner. */
export const mailHealthWords = {
  title: 'Mail health',
  back: 'Messages',
  close: 'Close',
  loading: 'Loading the mail health…',
  couldNotLoad: 'Could not load the mail health',
  chartProblem: 'Could not load mail delivery.',
  gone: messages.notFound,
  goneText: 'The address may be mistyped or incomplete.',

  outage: {
    one: '**Mail is delayed:** 1 mail has been waiting since {time}.',
    many: '**Mail is delayed:** {count} mails have been waiting since {time}.',
    see: 'See mail health',
  },

  states: {
    working: 'Mail is working',
    delayed: 'Mail is delayed',
    down: 'Mail server isn’t accepting mail',
    unknown: 'No mail in the last 24 hours',
  },
  since: 'Since {time}',

  fields: {
    transport: 'Sent through',
    lastAccepted: 'Last mail accepted',
    queue: 'Waiting',
    queueNone: 'None',
    queueOne: '1 mail',
    queueMany: '{count} mails',
    oldest: 'Oldest from {time}',
    sendgridEvents: 'SendGrid’s events',
    bounces: 'Bounces',
    received: 'Received',
    notReceived: 'Not set up',
    lastEvent: 'Last report',
    never: 'Never',
    noReport: 'Until reports arrive, we only know that the mail server accepted it.',
  },

  transports: {
    mailbox: 'Development mailbox',
    smtp: 'SMTP server',
    sendgrid: 'SendGrid',
  },

  errors: {
    title: 'Last errors',
    none: 'No errors in the last 24 hours.',
    tries: '{count} tries in 24 hours',
    tryOne: '1 try in 24 hours',
  },

  counts: {
    title: 'Delivery in the last 24 hours',
    status: 'Status',
    lastHour: 'Last hour',
    lastDay: 'Last 24 hours',
    all: 'All',
    share: '{share} %',
    statuses: {
      accepted: 'Accepted',
      delivered: 'Delivered',
      delayed: 'Delayed',
      bounced: 'Bounced',
      refused: 'Refused',
      failed: 'Could not be sent',
    },
  },

  test: {
    button: 'Send a test to me',
    busy: 'Sending…',
    sent: '**A test is on its way** to {address}.',
  },
} as const
