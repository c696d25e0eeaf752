/** Sentences of "Needs attention": what it is, its cause, and the link that helps. */
export const attentionMessages = {
  'mail-down': {
    title: 'The mail server has accepted no mail since {time}',
    titleRefused: 'The mail server has refused our sender since {time}',
    cause: '{mails} waiting. They’ll be sent automatically when it accepts them again.',
    link: 'Open mail health',
  },
  'mail-delayed': {
    title: 'Mails have been waiting since {time}',
    cause: '{mails} waiting. They’ll be sent automatically.',
    link: 'Open mail health',
  },
  'mails-bounced': {
    one: '1 mail bounced in the last 24 hours',
    many: '{count} mails bounced in the last 24 hours',
    link: 'See who',
  },
  'mails-refused': {
    one: '1 mail was refused in the last 24 hours',
    many: '{count} mails were refused in the last 24 hours',
    link: 'See who',
  },
  'requests-repeated': {
    named: 'Resets for {name} were requested again and again',
    one: 'Resets for 1 user were requested again and again',
    many: 'Resets for {count} users were requested again and again',
    cause: 'Either the mails don’t arrive, or somebody else requests them.',
    link: 'See who',
    linkNamed: 'Open user',
  },
  'resets-disowned': {
    one: '1 user cancelled a reset they didn’t request',
    many: '{count} users cancelled a reset they didn’t request',
    cause: 'Their passwords stay as they were.',
    link: 'See who',
  },
  'passwords-blocked': {
    one: '1 user reported a password they didn’t set',
    many: '{count} users reported a password they didn’t set',
    cause: 'These passwords are blocked until a new one is set.',
    link: 'See who',
  },
  'second-factors-due': {
    one: '1 user must have a second factor and has none',
    many: '{count} users must have a second factor and have none',
    unknown: 'Many users may lack the second factor that they must have',
    cause: 'They are asked to add one when they sign in.',
    link: 'See who',
  },
  'certificate-ends': {
    title: 'The certificate of {name} ends {time}',
    titleEnded: 'The certificate of {name} has ended',
    cause: 'Once the provider signs with another one, {users} can’t sign in until you add it.',
    link: 'Add the next one',
  },
  'api-key-ends': {
    title: 'The API key {name} ends {time}',
    titleEnded: 'The API key {name} has ended',
    cause: 'After that, its calls are refused.',
    causeEnded: 'It was still in use. Its calls are refused.',
    link: 'Open API key',
  },
  'webhook-failing': {
    title: 'The webhook to {name} has failed since {time}',
    cause: '{events} waiting. They’ll be sent again automatically.',
    link: 'Open webhook',
  },
  'webhook-switched-off': {
    title: 'The webhook to {name} was switched off',
    cause: 'Its receiver failed. Its events are kept for 30 days and can be replayed.',
    link: 'Open webhook',
  },
  'audit-damaged': {
    title: 'The audit log is damaged',
    cause: 'Ask your operator to run “rekey audit verify”.',
    link: 'Open audit log',
  },

  mails: { one: '1 mail is', many: '{count} mails are' },
  users: { one: '1 user', many: '{count} users' },
  events: { one: '1 event is', many: '{count} events are' },

  times: {
    last: 'Last at {time}',
    lastOn: 'Last {time}',
    since: 'For {span}',
    until: 'On {day}',
    inDays: 'in {count} days',
    tomorrow: 'tomorrow',
    today: 'today',
  },
  spans: {
    minute: { one: '1 minute', many: '{count} minutes' },
    hour: { one: '1 hour', many: '{count} hours' },
    day: { one: '1 day', many: '{count} days' },
  },
  others: '{count} for other reasons',
} as const

/** Why mails failed, with how many: `9 addresses don’t exist`. */
export const reasonMessages = {
  'address-does-not-exist': ['1 address doesn’t exist', '{count} addresses don’t exist'],
  'mailbox-disabled': ['1 mailbox isn’t in use', '{count} mailboxes aren’t in use'],
  'mailbox-full': ['1 mailbox is full', '{count} mailboxes are full'],
  'refused-by-policy': ['1 was refused by the recipient', '{count} were refused by the recipients'],
  'message-too-large': ['1 was too large', '{count} were too large'],
  'sender-not-trusted': [
    '1 because our sender isn’t trusted',
    '{count} because our sender isn’t trusted',
  ],
  'sender-not-permitted': [
    '1 because our sender isn’t permitted',
    '{count} because our sender isn’t permitted',
  ],
  'sender-blocked': [
    '1 because our mail server is blocked',
    '{count} because our mail server is blocked',
  ],
  'relay-denied': [
    '1 because our mail server doesn’t relay',
    '{count} because our mail server doesn’t relay',
  ],
  'quota-used-up': ['1 because our limit is used up', '{count} because our limit is used up'],
  suppressed: ['1 address is suppressed', '{count} addresses are suppressed'],
  'marked-as-spam': ['1 was marked as spam', '{count} were marked as spam'],
} as const
