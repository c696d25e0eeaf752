/** What permissions let people do, in words. */
export const permissionMessages = {
  groups: {
    users: 'Users',
    contacts: 'Contacts',
    records: 'Mail and audit',
    console: 'Console and settings',
    integrations: 'Integrations',
  },
  permissions: {
    'users.read': ['See users', 'Find everybody, and see names, addresses, roles and states.'],
    'users.write': ['Add and change users', 'Names, addresses, kinds and roles. Invite people.'],
    'users.deactivate': [
      'Deactivate users',
      'Shut people out and let them in again. End their sessions.',
    ],
    'users.delete': ['Delete users', 'For good. What they did stays in the audit log.'],
    'users.reset-password': [
      'Reset passwords',
      'Send link and code, or a temporary password. They never see it themselves.',
    ],
    'contacts.read': [
      'See contacts',
      'Contacts and their organizations. Addresses are partly hidden.',
    ],
    'contacts.write': ['Add and change contacts', 'Names, addresses and organizations.'],
    'contacts.reset-password': [
      'Reset contacts’ passwords',
      'Send what the settings say contacts get, up to 60 an hour.',
    ],
    'organizations.write': ['Change organizations', 'Add, rename and delete them.'],
    'messages.read': [
      'Follow mails',
      'See what became of each mail. Never its code, link or password.',
    ],
    'audit.read': ['Read the audit log', 'See who did what to whom, and export it.'],
    'console.access': ['Open the console', 'Come to these screens after signing in.'],
    'roles.write': ['Change roles', 'Make roles of permissions that they have themselves.'],
    'settings.write': [
      'Change settings',
      'Recovery, password rules, mail, limits, and how long records are kept.',
    ],
    'sso.write': ['Set up SSO', 'Connect identity providers, and prove domains.'],
    'api-keys.write': ['Manage API keys', 'Make keys for programs, and revoke them.'],
    'webhooks.write': ['Manage webhooks', 'Choose which addresses hear of events.'],
    'campaigns.write': ['Run reset campaigns', 'Reset the passwords of many people at once.'],
    'clients.forward': [
      'Forward addresses',
      'For programs: name the caller’s network address that limits count by.',
    ],
  },
  own: 'Look after their own account',
  everything: 'Do everything',
  andMore: '{list} and {count} more',
} as const
