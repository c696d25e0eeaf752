/** Sentences for a passkey in place of a password. They are loaded with that choice. */
export const passkeyInsteadMessages = {
  title: 'Use a passkey',
  lede: 'For **{username}**',
  about:
    'A passkey is your fingerprint, face or screen lock. You sign in with it, and your old password stops working.',
  submit: 'Make a passkey',
  busy: 'Waiting…',
  usePassword: 'Use a password instead',
  none: 'No passkey was made. Try again, or use a password instead.',
  exists: 'You have a passkey here already. Use another device, or a password instead.',
  notOffered: 'You can’t use a passkey here. Use a password instead.',
  notAccepted: 'That passkey can’t be used. Make another one, or use a password instead.',
  save: 'Save passkey',
  saving: 'Saving…',
  lost: 'I’ve lost my other passkeys. Remove them.',
} as const
