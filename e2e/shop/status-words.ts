const words: Readonly<Record<string, string>> = {
  queued: 'Waiting to be sent',
  sending: 'Being sent',
  accepted: 'Accepted by the mail server',
  delivered: 'Delivered',
  delayed: 'Delayed. It is tried again.',
  bounced: 'Came back',
  refused: 'Refused by the mail server',
  failed: 'Given up',
  'not-sent': 'Not sent',
}

/** A newer Rekey may have a status that the shop doesn't know. */
export const describeStatus = (status: string): string => words[status] ?? 'Unknown'
