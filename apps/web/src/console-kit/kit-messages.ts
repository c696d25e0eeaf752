/** Sentences that several screens of the console share. */
export const kitMessages = {
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied',
  filter: {
    tag: '{filter}: {value}',
    remove: 'Remove the filter {filter}',
    clearAll: 'Clear all',
    filters: 'Filters',
    active: 'Filters: {count}',
    more: 'More filters',
  },
  addContact: 'Add a contact',
  signInAgain: {
    title: 'Sign in again to do this',
    text: 'You signed in more than 10 minutes ago. Enter the password of **{name}** to continue.',
    password: 'Your password',
    submit: 'Sign in and continue',
    busy: 'Signing in…',
    enterPassword: 'Enter your password',
    wrong: 'Password is not right',
    elsewhere:
      'You signed in more than 10 minutes ago. Sign in again, then repeat this step. What you typed here won’t be kept.',
    goThere: 'Go to sign-in',
  },
  usePasskey: 'Use a passkey instead',
  challengeOver: {
    'sign-in-over': 'That took too long. Enter your password again.',
    'too-many-codes': 'Too many wrong codes. Enter your password again.',
  },
  factorDue: {
    by: '**Add a second factor by {time}.** {left}',
    today:
      '**Add a second factor by {time} today.** After that, you have to add one before you can continue.',
    daysLeft: '{count} days left.',
    oneDayLeft: '1 day left.',
    over: '**Add a second factor to continue.** Your role requires one.',
  },
  recoveryAddress: {
    waiting: 'Not confirmed yet',
    usableFrom: 'Gets mail from {time}',
    confirmed: 'Confirmed',
  },
  leave: {
    title: 'Leave without saving?',
    text: 'Your changes will be lost.',
    submit: 'Leave',
    stay: 'Stay here',
  },
} as const
