/** Choosing one’s own password after a temporary one. Apart from `messages.ts`, so that signing in loads none of it. */
export const ownPasswordMessages = {
  title: 'Choose your own password',
  afterTemporary: 'You signed in with a temporary password. Choose a new password to continue.',
  afterPassword: 'Choose a new password to continue.',
  submit: 'Save new password',
  busy: 'Saving…',
} as const
