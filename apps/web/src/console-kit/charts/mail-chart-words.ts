/** Sentences of the chart of mails. */
export const mailChartWords = {
  title: 'Mail delivery',
  empty: 'No mails yet',
  delivered: 'delivered',
  accepted: 'accepted',
  delayed: 'delayed',
  failed: 'failed',
  columns: {
    delivered: 'Delivered',
    accepted: 'Accepted',
    delayed: 'Delayed',
    bounced: 'Bounced',
    refused: 'Refused',
    failed: 'Could not be sent',
    queued: 'Waiting',
    'not-sent': 'Not sent',
  },
} as const
