/** Sentences of the overview. */
export const overviewMessages = {
  title: 'Overview',
  asOf: 'As of {time}',
  range: 'Time range',
  ranges: { '1': '24 hours', '7': '7 days', '30': '30 days', '90': '90 days' },
  couldNotLoad: 'Could not load the overview.',
  loading: 'Loading the overview…',

  attention: {
    title: 'Needs attention',
    none: 'Nothing needs attention.',
    couldNotLoad: 'Could not load what needs attention.',
    showAll: 'Show all {count}',
  },

  resets: {
    title: 'Password resets',
    empty: 'No resets yet',
    couldNotLoad: 'Could not load password resets.',
    summary: '{requested} resets requested, {completed} completed, {cancelled} cancelled.',
    requested: 'requested',
    completed: 'completed',
    cancelled: 'cancelled',
    columns: {
      requested: 'Requested',
      started: 'Started by administrators',
      completed: 'Completed',
      temporaryPasswordsUsed: 'Temporary passwords used',
      disowned: 'Cancelled',
      wrongCodes: 'Wrong codes',
    },
  },

  mails: {
    title: 'Mail delivery',
    health: 'See mail health',
    empty: 'No mails yet',
    couldNotLoad: 'Could not load mail delivery.',
  },

  signIns: {
    title: 'Sign-ins',
    empty: 'No sign-ins yet',
    couldNotLoad: 'Could not load sign-ins.',
    summary: '{succeeded} sign-ins, {failed} failed.',
    succeeded: 'signed in',
    failed: 'failed',
    columns: { succeeded: 'Signed in', failed: 'Failed' },
  },

  users: {
    title: 'Users by password',
    couldNotLoad: 'Could not load users by password.',
    total: '{count} users, now',
    totalOne: '1 user, now',
    set: 'Password set',
    sso: 'Signs in with a provider',
    none: 'No password yet',
    mustChange: 'Must change',
    temporary: 'Temporary',
    blocked: 'Blocked',
  },
} as const
