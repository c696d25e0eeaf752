/** Sentences of the organizations' screens. They are loaded with the console. */
export const organizationsMessages = {
  title: 'Organizations',
  add: 'Add an organization',
  search: 'Search organizations',
  searchPlaceholder: 'A part of the name',
  columns: { name: 'Name', users: 'Users', added: 'Added' },

  list: {
    loading: 'Loading organizations…',
    couldNotLoad: 'Could not load organizations.',
    showing: 'Showing {count} organizations',
    showingOne: 'Showing 1 organization',
    found: '{count} organizations found',
    foundOne: '1 organization found. Enter opens it.',
    foundMore: 'More than {count} organizations found',
    rows: 'Rows',
    previous: 'Previous',
    next: 'Next',
  },
  none: 'No organizations yet',
  noneText:
    'An organization can be a retailer, for example. Each of its contacts signs in with their own account.',
  noMatch: 'No organizations match “{search}”.',
  noMatchText: 'Check the spelling.',
  clearSearch: 'Clear search',

  loading: 'Loading the organization…',
  couldNotLoad: 'Could not load this organization',
  gone: 'There is no such organization',
  goneText: 'It may have been deleted, or the address is incomplete.',
  toList: 'Go to Organizations',
  close: 'Close',
  moreOptions: 'More options',

  name: 'Name',
  enterName: 'Enter a name',
  nameWrong: 'Name must be one line of 200 characters or fewer',
  nameTaken: 'Another organization has this name',
  busy: 'Saving…',
  added: '**{name}** was added.',
  renamed: 'Renamed to **{name}**.',

  rename: {
    entry: 'Rename…',
    title: 'Rename {name}',
    submit: 'Rename',
  },

  delete: {
    entry: 'Delete…',
    blocked: 'It has users',
    blockedNow:
      'This organization has users. First delete them, or move them to another organization.',
    title: 'Delete {name}?',
    text: 'It has no users. This cannot be undone.',
    submit: 'Delete',
    busy: 'Deleting…',
    done: '**{name}** was deleted.',
  },
} as const
