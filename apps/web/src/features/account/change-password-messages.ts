/** Sentences for changing the own password. They aren't in `messages.ts`, so sign-in loads none. */
export const changePasswordMessages = {
  title: 'Change your password',
  toConsole: 'Back to the console',
  current: 'Current password',
  forgot: 'Forgot it? Reset by e-mail',
  endOthers: 'Sign out my other devices',
  submit: 'Save new password',
  busy: 'Saving…',
  enterCurrent: 'Enter your current password',
  wrongCurrent: 'Current password is not right',
  saved: '**Your password was changed.**',
  savedOne: '**Your password was changed.** 1 other device was signed out.',
  savedMany: '**Your password was changed.** {count} other devices were signed out.',
} as const
