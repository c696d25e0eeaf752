/** Every sentence of the settings. They are loaded with the console, so they stand apart. */
export const settingsMessages = {
  title: 'Settings',
  loading: 'Loading the settings…',
  couldNotLoad: 'Could not load the settings',
  gone: 'There are no settings',
  goneText: 'The server does not know them.',
  save: 'Save settings',
  busy: 'Saving…',
  saved: '**Settings were saved.** They are in effect everywhere within a second.',
  unsaved: 'You have unsaved changes.',
  close: 'Close',

  conflict: {
    title: 'The settings changed while you were editing',
    by: '{name} saved them at {time}. What you typed is still here, and nothing of it is saved yet.',
    bySomebody:
      'Somebody saved them. What you typed is still here, and nothing of it is saved yet.',
    now: 'These are different now:',
    line: '{label}: {value}',
    next: 'To save yours on top, choose “Save settings” again.',
    on: 'on',
    off: 'off',
    nothing: 'empty',
    limit: '{limit} calls in {seconds} seconds',
  },

  groups: {
    organization: ['Organization', 'What users see on every page and in every mail.'],
    recovery: [
      'Recovery',
      'What goes out when someone needs a new password, and how long it works.',
    ],
    policies: [
      'Password policy',
      'What every new password must be. Passwords in use stay as they are.',
    ],
    mail: ['Mail', 'What the mails hold.'],
    console: ['Console', 'Who may open these screens.'],
    limits: [
      'Limits',
      'How often one address on the network may call. Limits of each account come on top, and never go off.',
    ],
    retention: ['Retention', 'What is older is deleted every night.'],
  },

  kinds: { staff: 'Staff', device: 'Device users', contact: 'Contacts', member: 'Members' },

  organizationName: 'Organization name',
  organizationNameHint: 'Up to 60 characters.',
  supportAddress: 'Help desk (optional)',
  supportAddressHint:
    'An e-mail address, a telephone number or a web address. Without one, users are sent to “your administrator”.',
  timeZone: 'Time zone',
  timeZoneHint: 'Of the times in mails. Screens show the viewer’s own.',
  noTimeZone: 'No time zone of this name',

  recoveryMethods: 'What is mailed when a password is forgotten',
  recoveryMethodsHint: 'The old password works until a new one is saved, either way.',
  methods: { code: 'Link and 6-digit code', 'temporary-password': 'Temporary password' },
  disclosure: 'What the sign-in page tells about an account',
  disclosures: {
    private: [
      'Nothing',
      'The answer is the same for every username: nobody finds out who has an account.',
    ],
    open: [
      'Whether it exists, and where its mail goes',
      'Counts only for callers from networks that the server’s environment names in OPEN_DISCLOSURE_NETWORKS. Everyone else is told nothing.',
    ],
  },

  passwordPolicies: 'Rule for each kind of user',
  policies: {
    balanced: 'Balanced',
    'letter-and-digit': 'Letter and digit',
    strict: 'Strict',
    nist: 'Length alone (NIST)',
  },

  breachList: 'Refuse passwords that Have I Been Pwned knows from a data leak',
  breachListHint:
    'The server sends the first five digits of the password’s SHA-1 digest, and nothing about the user. If the list doesn’t answer within a second, the password is accepted.',

  codeInSubject: 'Put the code into the subject of reset mails',
  codeInSubjectHint: 'It can be read off a locked phone. The code alone opens nothing.',
  usernameInMail: 'Name the username in mails with a temporary password',
  usernameInMailHint:
    'Off: who reads such a mail by mistake does not learn where the password fits.',

  consoleSignIn: 'How users with SSO open the console',
  consoleSignIns: {
    any: [
      'By SSO, or with a console password',
      'A console password opens the console and nothing else. A user has one only after an administrator has sent its mail.',
    ],
    'sso-only': [
      'By SSO alone',
      'Console passwords open nothing, and whoever came in with one is signed out. Users without SSO go on using their password.',
    ],
  },

  budgets: {
    passwordResets: 'Requests for a reset or temporary password',
    codeTries: 'Tries of a 6-digit code',
    signIns: 'Sign-ins',
    signInOptions: 'Looks at what a username may sign in with',
  },
  limit: 'At most',
  seconds: 'In any',
  calls: 'calls',
  exemptions: 'Networks without these limits (optional)',
  exemptionsHint: 'One a line, such as 10.20.0.0/16 or 2001:db8::/32. At most 100.',

  units: { minutes: 'minutes', hours: 'hours', days: 'days', seconds: 'seconds' },
  range: '{from} to {to} {unit}.',
  rangeAnd: '{from} to {to} {unit}. {more}',

  enterNumber: 'Enter a number at “{label}”',
  numberWrong: '“{label}” must be a whole number from {from} to {to}',
  enterOrganization: 'Enter the organization’s name',
  organizationWrong: 'Organization name must have 60 characters or fewer',
  supportWrong: 'Help desk must have 254 characters or fewer',
  timeZoneWrong: 'Choose a time zone from the list',
  exemptionWrong: '“{line}” must be a network such as 10.20.0.0/16',
  exemptionsTooMany: 'Networks without limits must be 100 or fewer',
} as const
