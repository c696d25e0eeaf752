/** What permissions let people do, in words. */
export const permissionMessages = {
  groups: {
    users: 'Users',
    contacts: 'Contacts',
    records: 'Mail and audit',
    console: 'Console and settings',
    integrations: 'Integrations',
  },
  groupTexts: {
    users: 'Everyone with an account. Nobody can act on users who have more permissions.',
    contacts: 'Only users who belong to organizations.',
    records: 'Which mails were sent, and who did what.',
    console: 'These screens and their settings.',
    integrations: 'What programs can do.',
  },
  /** What is ticked, and what it lets people or programs do. */
  permissions: {
    'users.read': ['See users', 'Find all users. See their names, addresses, roles and states.'],
    'users.write': ['Add and change users', 'Names, addresses, kinds and roles. Invite people.'],
    'users.deactivate': [
      'Deactivate users',
      'Deactivate and reactivate users. End their sessions.',
    ],
    'users.delete': ['Delete users', 'Delete users for good. The audit log keeps what they did.'],
    'users.reset-password': [
      'Reset passwords',
      'Send a link and a code, or a temporary password. Senders never see either.',
    ],
    'contacts.read': [
      'See contacts',
      'Contacts and their organizations. Addresses are partly hidden.',
    ],
    'contacts.write': ['Add and change contacts', 'Names, addresses and organizations.'],
    'contacts.reset-password': [
      'Reset contacts’ passwords',
      'Send what the settings define for contacts, up to 60 an hour.',
    ],
    'organizations.write': ['Change organizations', 'Add, rename and delete them.'],
    'messages.read': [
      'Follow mails',
      'See whether each mail was delivered, but never its code, link or password.',
    ],
    'audit.read': ['Read the audit log', 'See who did what to whom, and export it.'],
    'console.access': ['Open the console', 'Use these screens after signing in.'],
    'roles.write': ['Change roles', 'Create roles from permissions that they have themselves.'],
    'settings.write': [
      'Change settings',
      'Recovery, password rules, mail, limits, and how long records are kept.',
    ],
    'sso.write': ['Set up SSO', 'Connect identity providers, and verify domains.'],
    'api-keys.write': ['Manage API keys', 'Create and delete keys for programs.'],
    'webhooks.write': ['Manage webhooks', 'Choose which addresses receive events.'],
    'campaigns.write': ['Run reset campaigns', 'Reset the passwords of many people at once.'],
    'clients.forward': [
      'Forward addresses',
      'For programs: send the caller’s network address, so that limits count each caller.',
    ],
  },
  lacked: 'You don’t have this permission yourself.',
  own: 'Manage their own account',
  everything: 'Do everything',
  andMore: '{list} and {count} more',
} as const
