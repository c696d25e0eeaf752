/** Every sentence of the roles' screens. They are loaded with the console, so they stand apart. */
export const rolesMessages = {
  title: 'Roles',
  add: 'Add a role',
  builtIn: 'Built in',
  columns: { name: 'Name', permissions: 'Lets people', users: 'Users' },
  previous: 'Previous',
  next: 'Next',
  loadingList: 'Loading roles…',
  couldNotLoadList: 'Could not load roles.',
  showing: 'Showing {count} roles',
  showingOne: 'Showing 1 role',
  has: { nobody: 'Nobody has it.', one: '1 user has it.', many: '{count} users have it.' },

  loading: 'Loading the role…',
  couldNotLoad: 'Could not load this role',
  gone: 'There is no such role',
  goneText: 'It may have been deleted, or the address cut off.',
  toList: 'Go to Roles',
  close: 'Close',
  cancel: 'Cancel',
  moreOptions: 'More options',

  name: 'Name',
  nameHint: 'As it stands beside people’s names, such as “Depot manager”.',
  enterName: 'Enter a name',
  nameWrong: 'Name must be one line of 60 characters or fewer',
  nameTaken: 'Another role has this name',
  submitNew: 'Add the role',
  submit: 'Save',
  busy: 'Saving…',
  changed: 'You have unsaved changes.',
  lacked: 'You do not have this yourself.',
  everybodyHas: {
    one: 'Saving changes what 1 user may do.',
    many: 'Saving changes what {count} users may do.',
  },

  added: '**{name}** was added. Give it to people on their own pages.',
  saved: '**Changes saved.** They hold from the next click of whoever has the role.',
  nothingChanged: 'Nothing was changed.',

  useAsStart: 'Add a role like it',
  readOnly: {
    builtIn: 'This role is built in: it is the same in every installation, and stays as it is.',
    own: 'You have this role yourself. Somebody else has to change it.',
    lacked: 'It lets people do more than you may, so you cannot change it.',
    stronger: 'You have it, or somebody who may do more than you has it, so you cannot change it.',
  },
  letsPeople: 'What it lets people do',
  nothing: 'Nothing beyond their own account.',

  delete: {
    entry: 'Delete…',
    blocked: 'Users have it',
    blockedNow: 'Users have it. Give them another role first.',
    title: 'Delete {name}?',
    text: 'Nobody has it. This cannot be undone.',
    submit: 'Delete',
    busy: 'Deleting…',
    done: '**{name}** was deleted.',
  },

  everything: 'Do everything',
  own: 'Look after their own account',
  andMore: '{list} and {count} more',

  groups: {
    users: 'Users',
    contacts: 'Contacts',
    records: 'Mail and audit',
    console: 'Console and settings',
    integrations: 'Integrations',
  },
  groupTexts: {
    users: 'Everybody with an account. Nobody acts on people who may do more than they do.',
    contacts: 'People of organizations, and no other users.',
    records: 'What was sent, and what was done.',
    console: 'These screens, and what is set up here.',
    integrations: 'What programs may do.',
  },
  /** What is ticked, and what it lets people do. */
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
    'clients.forward': [
      'Forward addresses',
      'For programs: name the caller’s network address that limits count by.',
    ],
  },
} as const
