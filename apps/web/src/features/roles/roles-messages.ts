/** Sentences of the roles' screens. They are loaded with the console, separately from sign-in. */
export const rolesMessages = {
  title: 'Roles',
  add: 'Add a role',
  builtIn: 'Built in',
  columns: { name: 'Name', permissions: 'Permissions', users: 'Users' },
  list: {
    loading: 'Loading roles…',
    couldNotLoad: 'Could not load roles.',
    showing: 'Showing {count} roles',
    showingOne: 'Showing 1 role',
    previous: 'Previous',
    next: 'Next',
  },
  has: {
    nobody: 'Nobody has this role.',
    one: '1 user has this role.',
    many: '{count} users have this role.',
  },

  loading: 'Loading the role…',
  couldNotLoad: 'Could not load this role',
  gone: 'There is no such role',
  goneText: 'It may have been deleted, or the address is incomplete.',
  toList: 'Go to Roles',
  close: 'Close',
  cancel: 'Cancel',
  moreOptions: 'More options',

  name: 'Name',
  nameHint: 'Shown next to people’s names, such as “Depot manager”.',
  enterName: 'Enter a name',
  nameWrong: 'Name must be one line of 60 characters or fewer',
  nameTaken: 'Another role has this name',
  submitNew: 'Add the role',
  submit: 'Save',
  busy: 'Saving…',
  changed: 'You have unsaved changes.',
  everybodyHas: {
    one: 'Saving changes what 1 user can do.',
    many: 'Saving changes what {count} users can do.',
  },

  added: '**{name}** was added. You can now assign it on each user’s page.',
  saved: '**Changes saved.** They apply from each user’s next click.',
  nothingChanged: 'Nothing was changed.',

  useAsStart: 'Copy this role',
  readOnly: {
    builtIn: 'This role is built in, so you can’t change it.',
    own: 'You have this role yourself, so someone else has to change it.',
    lacked: 'This role has permissions that you don’t have, so you can’t change it.',
    stronger:
      'You can’t change this role. You have it yourself, or someone with more permissions than you has it.',
  },
  letsPeople: 'What it lets people do',
  nothing: 'Only their own account.',

  delete: {
    entry: 'Delete…',
    blocked: 'Users have this role',
    blockedNow: 'Users have this role. Give them another role first.',
    title: 'Delete {name}?',
    text: 'Nobody has this role. This cannot be undone.',
    submit: 'Delete',
    busy: 'Deleting…',
    done: '**{name}** was deleted.',
  },
} as const
