/**
 * Sentences for replacing a temporary password. They aren't in `messages.ts`, so sign-in loads
 * none.
 */
export const ownPasswordMessages = {
  title: 'Choose your own password',
  afterTemporary: 'You signed in with a temporary password. Choose a new password to continue.',
  afterPassword: 'Choose a new password to continue.',
  submit: 'Save new password',
  busy: 'Saving…',
} as const
