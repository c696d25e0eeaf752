/** Every address of the web app, named once. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  reset: '/reset',
  resetSent: '/reset/sent',
  notMe: '/not-me',
  account: '/account',
  changePassword: '/account/password',
  accessibility: '/accessibility',
  mailbox: '/dev/mailbox',
} as const
