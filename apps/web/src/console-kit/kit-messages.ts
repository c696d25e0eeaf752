/** Sentences that screens of the console share. */
export const kitMessages = {
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied',
  addContact: 'Add a contact',
  signInAgain: {
    title: 'Sign in again to do this',
    text: 'Your sign-in is more than 10 minutes old. Enter the password of **{name}** to go on.',
    password: 'Your password',
    submit: 'Sign in and go on',
    busy: 'Signing in…',
    enterPassword: 'Enter your password',
    wrong: 'Password is not right',
    elsewhere:
      'Your sign-in is more than 10 minutes old. Sign in again, then do this once more: what is typed here is not kept.',
    goThere: 'Go and sign in',
  },
  leave: {
    title: 'Leave without saving?',
    text: 'What you changed here is not saved yet.',
    submit: 'Leave',
    stay: 'Stay here',
  },
} as const
