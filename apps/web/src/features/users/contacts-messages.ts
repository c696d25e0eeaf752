/** Sentences about the users of an organization, on its page. */
export const contactsMessages = {
  contacts: 'Contacts',
  noContacts: 'No contacts yet',
  noContactsText: 'Who is added here gets a link and a code to create the password.',
  resetPassword: 'Reset password',
  resetPasswordOf: 'Reset password of {name}',
  mailIs: '{mail}:',
} as const
