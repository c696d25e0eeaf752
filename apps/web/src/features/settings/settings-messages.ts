/** Sentences of the settings. They are loaded with the console, separately from sign-in. */
export const settingsMessages = {
  title: 'Settings',
  loading: 'Loading the settings…',
  couldNotLoad: 'Could not load the settings',
  gone: 'Settings not found',
  goneText: 'The server has no settings to show.',
  save: 'Save settings',
  busy: 'Saving…',
  saved: '**Settings were saved.** They take effect everywhere within a second.',
  savedLine: '{label}: {value}. It was: {was}.',
  unsaved: 'Not saved yet: {names}.',
  andMore: '{names} and {count} more',
  sections: 'Sections of the settings',
  changedHere: 'Not saved yet',
  defaultIs: 'Default: {value}.',
  isDefault: '{title} (default)',
  close: 'Close',

  secondFactor: 'Second factor',
  secondFactorForConsole: 'Second factor for the console',
  factorRules: { off: 'Off', offered: 'Offered', required: 'Required' },

  conflict: {
    title: 'The settings changed while you were editing',
    by: '{name} saved them at {time}. What you typed is still here, but it isn’t saved yet.',
    bySomebody: 'Someone else saved them. What you typed is still here, but it isn’t saved yet.',
    now: 'These are different now:',
    line: '{label}: {value}',
    next: 'To replace them with yours, choose “Save settings” again.',
    on: 'on',
    off: 'off',
    nothing: 'empty',
    other: 'another one',
    limit: '{limit} calls in {seconds} seconds',
  },

  groups: {
    organization: ['Organization', 'What users see on every page and in every mail.'],
    recovery: [
      'Recovery',
      'What we send when someone needs a new password, and how long it works.',
    ],
    policies: ['Password policy', 'Rules for every new password. Current passwords stay valid.'],
    secondFactors: [
      'Second factors',
      'Passkeys and authenticator apps. A mailbox alone then opens no account.',
    ],
    mail: ['Mail', 'What mails contain.'],
    console: ['Console', 'Who can open these screens.'],
    limits: [
      'Limits',
      'How many requests one network address can make. Each account also has its own limits, which are always on.',
    ],
    retention: ['Retention', 'Older records are deleted every night.'],
  },

  kinds: { staff: 'Staff', device: 'Device users', contact: 'Contacts', member: 'Members' },

  organizationName: 'Organization name',
  organizationNameHint: 'Up to 60 characters.',
  logo: 'Logo (optional)',
  logoHint:
    'A PNG of at most {kilobytes} KB and {pixels} pixels on each side. It appears in the coloured bar at the top of public pages and mails.',
  chooseLogo: 'Choose a PNG…',
  otherLogo: 'Choose another PNG…',
  removeLogo: 'Remove logo',
  logoWrong: 'Choose a PNG of at most {kilobytes} KB and {pixels} pixels on each side',
  accentColour: 'Accent colour (optional)',
  accentHint:
    '# and six digits or letters from a to f, such as #0b5966. If empty, pages and mails use Rekey’s colours.',
  accentReadable:
    'This colour is easy to read. Light pages use it for links, buttons and the bar at the top.',
  accentDarkened:
    'Text in this colour is too light to read. Links and buttons use {colour} instead. The bar at the top keeps your colour.',
  pickColour: 'Pick the accent colour',
  accentWrong: 'Accent colour must be # and six digits or letters from a to f, such as #0b5966',
  preview: {
    title: 'Preview',
    noName: 'Your organization',
    signIn: 'Sign in',
    reset: 'Reset password',
    sender: '{name} accounts',
    mail: 'Reset your password',
    mailWords: 'Someone asked for a new password.',
    setPassword: 'Set new password',
  },
  supportAddress: 'Help desk (optional)',
  supportAddressHint:
    'An e-mail address, a telephone number or a web address. Without one, users are sent to “your administrator”.',
  timeZone: 'Time zone',
  timeZoneHint: 'For times in mails. Screens use the viewer’s own time zone.',
  noTimeZone: 'No time zone of this name',

  recoveryMethods: 'What we send when a user forgets their password',
  recoveryMethodsHint: 'Either way, the old password works until a new one is saved.',
  methods: { code: 'Link and 6-digit code', 'temporary-password': 'Temporary password' },
  disclosure: 'What the sign-in page reveals about an account',
  disclosures: {
    private: [
      'Nothing',
      'The answer is the same for every username, so nobody can find out who has an account.',
    ],
    open: [
      'Whether it exists, and where its mail goes',
      'Only for people on the networks in the server’s OPEN_DISCLOSURE_NETWORKS setting. Everyone else learns nothing.',
    ],
  },

  passwordPolicies: 'Rule for each kind of user',
  policies: {
    balanced: 'Balanced',
    'letter-and-digit': 'Letter and digit',
    strict: 'Strict',
    nist: 'Length only (NIST)',
  },

  breachList: 'Refuse passwords that Have I Been Pwned lists from data leaks',
  breachListHint:
    'The server sends the first five digits of the password’s SHA-1 digest and nothing about the user. If the list doesn’t answer within a second, the password is accepted.',

  secondFactors: 'Who can have a second factor',
  secondFactorsHint:
    'Required: people without one can only add one once their time is over. Off: nobody can add one. Those that exist are still asked for.',
  nobodyDue: 'No user is missing a required second factor.',
  usersDue: 'Users who must have one and have none',
  oneUserDue: '1 user must have one and has none',
  someUsersDue: '{count} users must have one and have none',
  factorForConsole: 'People who open the console',
  factorForConsoleHint: 'If this differs from their kind, the stricter rule counts.',

  codeInSubject: 'Put the code into the subject of reset mails',
  codeInSubjectHint:
    'People can read the code on a locked phone. The code alone doesn’t open an account.',
  usernameInMail: 'Show the username in mails with a temporary password',
  usernameInMailHint:
    'If this is off, someone who reads the mail by mistake doesn’t learn which account it opens.',

  consoleSignIn: 'How users with SSO open the console',
  consoleSignIns: {
    any: [
      'By SSO, or with a console password',
      'A console password only opens the console. A user gets one when an administrator sends it.',
    ],
    'sso-only': [
      'By SSO only',
      'Console passwords stop working, and users who signed in with one are signed out. Users without SSO keep using their password.',
    ],
  },

  budgets: {
    passwordResets: 'Requests for a reset or temporary password',
    codeTries: 'Tries of a 6-digit code',
    signIns: 'Sign-ins',
    signInOptions: 'Sign-in option lookups',
  },
  limit: 'At most',
  seconds: 'In any',
  calls: 'calls',
  exemptions: 'Networks without these limits (optional)',
  exemptionsHint: 'One a line, such as 10.20.0.0/16 or 2001:db8::/32. At most 100.',

  units: { minutes: 'minutes', hours: 'hours', days: 'days', seconds: 'seconds' },
  range: '{from} to {to} {unit}. Default: {standard}.',
  rangeAnd: '{from} to {to} {unit}. Default: {standard}. {more}',

  enterNumber: 'Enter a number for “{label}”',
  numberWrong: '“{label}” must be a whole number from {from} to {to}',
  enterOrganization: 'Enter the organization’s name',
  organizationWrong: 'Organization name must have 60 characters or fewer',
  supportWrong: 'Help desk must have 254 characters or fewer',
  timeZoneWrong: 'Choose a time zone from the list',
  exemptionWrong: '“{line}” must be a network such as 10.20.0.0/16',
  exemptionsTooMany: 'Networks without limits must be 100 or fewer',
} as const
