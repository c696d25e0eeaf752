/** Every sentence of the organizations' screens. They are loaded with the console, so they stand apart. */
export const organizationsMessages = {
  title: 'Organizations',
  add: 'Add an organization',
  search: 'Search organizations',
  searchPlaceholder: 'A part of the name',
  rows: 'Rows',
  previous: 'Previous',
  next: 'Next',
  columns: { name: 'Name', users: 'Users', added: 'Added' },

  loadingList: 'Loading organizations…',
  showing: 'Showing {count} organizations',
  showingOne: 'Showing 1 organization',
  found: '{count} organizations found',
  foundOne: '1 organization found. Enter opens it.',
  foundMore: 'More than {count} organizations found',
  none: 'No organizations yet',
  noneText:
    'An organization is a retailer. Each of its contacts signs in with an account of their own.',
  noMatch: 'No organizations match “{search}”.',
  noMatchText: 'Check the spelling.',
  clearSearch: 'Clear search',
  couldNotLoadList: 'Could not load organizations.',

  loading: 'Loading the organization…',
  couldNotLoad: 'Could not load this organization',
  gone: 'There is no such organization',
  goneText: 'It may have been deleted, or the address cut off.',
  toList: 'Go to Organizations',
  close: 'Close',
  cancel: 'Cancel',
  moreOptions: 'More options',

  name: 'Name',
  enterName: 'Enter a name',
  nameWrong: 'Name must be one line of 200 characters or fewer',
  nameTaken: 'Another organization has this name',
  busy: 'Saving…',
  added: '**{name}** was added.',
  renamed: '**{name}** is its name now.',

  rename: {
    entry: 'Rename…',
    title: 'Rename {name}',
    submit: 'Rename',
  },

  delete: {
    entry: 'Delete…',
    blocked: 'Users belong to it',
    blockedNow: 'Users belong to it. Delete them, or move them to another organization first.',
    title: 'Delete {name}?',
    text: 'Nobody belongs to it. This cannot be undone.',
    submit: 'Delete',
    busy: 'Deleting…',
    done: '**{name}** was deleted.',
  },
} as const
