/** Every sentence of the console's frame. It is loaded with the console, so it stands apart. */
export const consoleMessages = {
  skip: 'Skip to content',
  sections: 'Console',
  menu: 'Menu',
  search: 'Go to the user search',
  users: 'Users',
  organizations: 'Organizations',
  messages: 'Messages',
  audit: 'Audit',
  roles: 'Roles',
  sso: 'SSO',
  account: 'Account of {name}',
  settings: 'Settings',
  ownAccount: 'Your account',
  changePassword: 'Change password',
  signOut: 'Sign out',
  loading: 'Loading…',
  close: 'Close',

  nothing: {
    heading: 'Console',
    title: 'There is nothing here for you yet',
    text: 'Your role opens the console, and nothing in it. Ask an administrator for one that does.',
  },

  noAccess: {
    title: 'Your account may not open the console',
    text: 'Ask an administrator for a role that does, or go to your own account.',
    toAccount: 'Go to your account',
  },

  disowned: {
    one: '**1 reset was stopped by its user** since you last looked.',
    many: '**{count} resets were stopped by their users** since you last looked.',
    see: 'See them',
    seeOne: 'See it',
  },

  ending: {
    title: 'You will be signed out at {time}',
    text: 'Nothing has happened here for a while. What you have typed is kept.',
    textFinal:
      'A sign-in ends after 12 hours. What you have typed is kept: sign in again to go on.',
    stay: 'Stay signed in',
    busy: 'One moment…',
  },

  ended: {
    title: 'You were signed out',
    text: 'Enter the password of **{username}** to go on where you were. What you have typed is kept.',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in…',
    other: 'Sign in as someone else',
    enterPassword: 'Enter your password',
    wrong: 'Password is not right',
    elsewhere: 'Sign in again to go on where you were. What is typed here is not kept.',
    goThere: 'Go and sign in',
  },
} as const
