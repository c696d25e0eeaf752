/** Sentences of the palette. */
export const paletteMessages = {
  title: 'Search the console',
  placeholder: 'Search users, pages and actions',
  close: 'Esc',
  closeLabel: 'Esc: close',

  actions: 'Actions',
  users: 'Users',
  recentUsers: 'Recent users',
  pages: 'Pages',

  addUser: 'Add a user',
  newCampaign: 'Start a reset campaign',
  newRole: 'Add a role',
  newApiKey: 'Add an API key',
  newWebhook: 'Add a webhook',
  newProvider: 'Add an identity provider',
  changePassword: 'Change your own password',
  recoveryAddresses: 'Change your own recovery addresses',

  mailHealth: 'Mail health',
  account: 'Your account',
  documentation: 'Documentation',

  toMove: 'to move',
  toOpen: 'to open',
  one: '1 result',
  many: '{count} results',
  none: 'No results for “{typed}”.',
} as const
