/**
 * Sentences of the user's own account. They are loaded with it, so they aren't in `messages.ts`.
 */
export const accountMessages = {
  title: 'Your account',
  name: 'Name',
  username: 'Username',
  kind: 'Kind',
  role: 'Role',
  kinds: { staff: 'Staff', device: 'Device user', contact: 'Contact', member: 'Member' },

  password: 'Password',
  change: 'Change your password',
  secondFactor: 'Second factor',
  factorOn: 'On. A password reset asks for it too.',
  factorOff: 'Off. You sign in with your password alone.',
  waysToSignIn: 'Ways to sign in',
  withProvider: 'You sign in with **{provider}** and change your password there.',
  resetAtProvider: 'Reset it at {provider}',

  openers: {
    password: 'with a password',
    'temporary-password': 'with a temporary password',
    'console-password': 'with the console password',
    passkey: 'with a passkey',
    sso: 'with {provider}',
    ssoUnknown: 'with your organization',
  },

  sessions: 'Where you are signed in',
  loading: 'Loading…',
  unknownBrowser: 'Unknown browser',
  app: 'App',
  appOn: 'App, {device}',
  signedIn: 'Signed in {time} {opener}',
  lastSeen: 'Last seen {time}',
  current: 'This session',
  end: 'Sign out',
  endingOne: 'Ending…',
  endLabel: 'Sign out {device}, signed in {time}',
  endOthers: 'Sign out everywhere else',
  ending: 'Signing out…',
  newestOnly: 'Only the newest {count} sessions are shown.',
  ended: '**Signed out:** {device}.',
  endedNone: 'You had no other active sessions.',
  endedOne: '**1 other session was signed out.**',
  endedMany: '**{count} other sessions were signed out.**',
} as const
