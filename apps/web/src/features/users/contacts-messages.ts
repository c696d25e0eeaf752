/** Sentences about the users of an organization, on its page. */
export const contactsMessages = {
  contacts: 'Contacts',
  noContacts: 'No contacts yet',
  noContactsText: 'People you add here get a link and a code to create their password.',
  resetPassword: 'Reset password',
  resetPasswordOf: 'Reset password of {name}',
} as const
