/** Every address of the web app, named once. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  reset: '/reset',
  resetSent: '/reset/sent',
  notMe: '/not-me',
  confirmAddress: '/confirm-address',
  setPassword: '/set-password',
  account: '/account',
  changePassword: '/account/password',
  users: '/users',
  newUser: '/users/new',
  organizations: '/organizations',
  messages: '/messages',
  mailHealth: '/mail-health',
  audit: '/audit',
  settings: '/settings',
  accessibility: '/accessibility',
  mailbox: '/dev/mailbox',
} as const

export const organizationPath = (id: string) => `${paths.organizations}/${id}`
