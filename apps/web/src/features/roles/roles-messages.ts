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

  groupTexts: {
    users: 'Everybody with an account. Nobody acts on people who may do more than they do.',
    contacts: 'People of organizations, and no other users.',
    records: 'What was sent, and what was done.',
    console: 'These screens, and what is set up here.',
    integrations: 'What programs may do.',
  },
  /** What is ticked, and what it lets people do. */
} as const
