/**
 * Sentences of the API keys' screens. They are loaded with the console, separately from sign-in.
 */
export const apiKeysMessages = {
  title: 'API keys',
  about: {
    text: 'With an API key, a program calls the REST API. A key can do what its permissions allow.',
    documentation: 'How to use a key',
    href: '/docs/authentication#api-keys',
  },
  add: 'Create an API key',
  columns: {
    name: 'Name',
    permissions: 'Permissions',
    createdBy: 'Created by',
    lastUsed: 'Last used',
    expires: 'Expires',
  },
  endsIn: '…{hint}',
  never: 'Never',
  neverUsed: 'Not used yet',
  list: {
    loading: 'Loading API keys…',
    couldNotLoad: 'Could not load API keys.',
    showing: 'Showing {count} API keys',
    showingOne: 'Showing 1 API key',
    previous: 'Previous',
    next: 'Next',
  },
  empty: {
    title: 'No API keys yet',
    text: 'Create one key for each program, so that you can delete it without affecting the others.',
  },
  state: {
    expired: 'Expired',
    endsSoon: 'Expires {day}',
    deactivated: 'User deactivated',
    deleted: 'User deleted',
    lapsed: 'Some permissions ended',
  },

  loading: 'Loading the API key…',
  couldNotLoad: 'Could not load this API key',
  gone: 'There is no such API key',
  goneText: 'It may have been deleted, or the address is incomplete.',
  toList: 'Go to API keys',
  cancel: 'Cancel',

  name: 'Name',
  nameHint: 'What the program is, such as “Web shop”. The audit log shows this name.',
  enterName: 'Enter a name',
  nameWrong: 'Name must be one line of 60 characters or fewer',
  expires: 'Expires',
  expiresHint: 'After that, the key stops working. A key that never expires has to be deleted.',
  expiries: { '30': 'In 30 days', '90': 'In 90 days', '365': 'In a year', never: 'Never' },
  expiryOver: 'This time is already over. Check the clock of your computer.',
  choosePermissions: 'Choose at least one permission',
  submit: 'Create the key',
  busy: 'Creating…',

  created: {
    heading: 'Copy the key now',
    warning:
      'The key of **{name}** is shown only now. Keep it where only your program can read it.',
    key: 'API key',
    copyKey: 'Copy the API key',
    curl: 'Try it',
    copyCurl: 'Copy the command',
    done: 'I’ve copied it',
  },

  facts: {
    hint: 'Ends with',
    createdBy: 'Created by',
    createdAt: 'Created',
    expires: 'Expires',
    lastUsed: 'Last used',
  },
  lets: 'What it can do',
  lapsed: 'Has no effect, because {name} no longer has this permission.',
  stopped: {
    deactivated: 'This key doesn’t work, because {name} is deactivated.',
    deleted: 'This key doesn’t work, because the user who created it was deleted.',
    expired: 'This key doesn’t work any more, because it has expired.',
  },
  delete: {
    entry: 'Delete…',
    title: 'Delete {name}?',
    text: 'The next call with this key is refused. This cannot be undone.',
    submit: 'Delete',
    busy: 'Deleting…',
    done: '**{name}** was deleted.',
  },
} as const
