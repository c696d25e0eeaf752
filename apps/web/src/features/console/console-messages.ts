/** Sentences of the console's frame. They are loaded with the console, separately from sign-in. */
export const consoleMessages = {
  skip: 'Skip to content',
  sections: 'Console',
  menu: 'Menu',
  search: 'Search the console',
  overview: 'Overview',
  users: 'Users',
  organizations: 'Organizations',
  messages: 'Messages',
  campaigns: 'Campaigns',
  audit: 'Audit',
  roles: 'Roles',
  sso: 'SSO',
  apiKeys: 'API keys',
  webhooks: 'Webhooks',
  documentation: 'Documentation',
  account: 'Account of {name}',
  settings: 'Settings',
  ownAccount: 'Your account',
  changePassword: 'Change password',
  signOut: 'Sign out',
  loading: 'Loading…',
  addFactor: 'Add one',
  close: 'Close',

  nothing: {
    heading: 'Console',
    title: 'There is nothing here for you yet',
    text: 'Your role lets you open the console, but nothing in it. Ask an administrator for another role.',
  },

  noAccess: {
    title: 'You don’t have access to the console',
    text: 'Ask an administrator for access, or go to your own account.',
    toAccount: 'Go to your account',
  },

  disowned: {
    one: '**1 user reported a reset they didn’t request.**',
    many: '**Users reported {count} resets they didn’t request.**',
    see: 'See them',
    seeOne: 'See it',
  },

  ending: {
    title: 'You will be signed out at {time}',
    text: 'You haven’t done anything here for a while. We keep what you’ve typed.',
    textFinal:
      'A sign-in ends after 12 hours. Sign in again to continue. We keep what you’ve typed.',
    stay: 'Stay signed in',
    busy: 'One moment…',
  },

  ended: {
    title: 'You were signed out',
    text: 'Enter the password of **{username}** to continue where you left off. We keep what you’ve typed.',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in…',
    other: 'Sign in as someone else',
    enterPassword: 'Enter your password',
    wrong: 'Password is not right',
    elsewhere: 'Sign in again to continue where you left off. What you typed here won’t be kept.',
    goThere: 'Go to sign-in',
  },
} as const
