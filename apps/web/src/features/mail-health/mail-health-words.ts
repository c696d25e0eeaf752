/** Every sentence of the mail health screen and of its banner. */
export const mailHealthWords = {
  title: 'Mail health',
  back: 'Messages',
  close: 'Close',
  loading: 'Loading the mail health…',
  couldNotLoad: 'Could not load the mail health',
  gone: 'There is no page here',
  goneText: 'The address may be mistyped or cut off.',

  outage: {
    one: '**Mail is delayed:** 1 mail waits since {time}. It goes out by itself.',
    many: '**Mail is delayed:** {count} mails wait since {time}. They go out by themselves, administrators’ first.',
    see: 'See mail health',
  },

  states: {
    working: 'Mail goes out',
    delayed: 'Mail is delayed',
    down: 'Mail server takes no mail',
    unknown: 'Not tried in 24 hours',
  },
  since: 'Since {time}',

  fields: {
    transport: 'Sent by',
    lastAccepted: 'Last mail taken',
    queue: 'Waiting',
    queueNone: 'None',
    queueOne: '1 mail',
    queueMany: '{count} mails',
    oldest: 'The oldest since {time}',
    sendgridEvents: 'SendGrid’s events',
    bounces: 'Bounces',
    received: 'Received',
    notReceived: 'Not set up',
    lastEvent: 'Last report',
    never: 'Never',
    noReport: 'Until one comes, “accepted” is the last that is known of a mail.',
  },

  transports: {
    mailbox: 'Development mailbox',
    smtp: 'SMTP server',
    sendgrid: 'SendGrid',
  },

  errors: {
    title: 'Last errors',
    none: 'Nothing went wrong in the last 24 hours.',
    tries: '{count} tries in 24 hours',
    tryOne: '1 try in 24 hours',
  },

  counts: {
    title: 'Mails by what became of them',
    status: 'Status',
    lastHour: 'Last hour',
    lastDay: 'Last 24 hours',
    all: 'All',
    share: '{share} %',
    statuses: {
      accepted: 'Accepted',
      delivered: 'Delivered',
      delayed: 'Delayed',
      bounced: 'Returned',
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
