/** Sentences for a passkey in place of a password. They are loaded with that choice. */
export const passkeyInsteadMessages = {
  title: 'Use a passkey',
  lede: 'For **{username}**',
  about:
    'With a passkey, you sign in with your fingerprint, face or screen lock. Your old password stops working.',
  submit: 'Add a passkey',
  busy: 'Waiting…',
  usePassword: 'Use a password instead',
  none: 'No passkey was added. Try again, or use a password instead.',
  exists:
    'This device already has a passkey for your account. Use another device, or use a password instead.',
  notOffered: 'You can’t use a passkey here. Use a password instead.',
  notAccepted: 'That passkey can’t be used. Add another one, or use a password instead.',
  save: 'Save passkey',
  saving: 'Saving…',
  lost: 'I’ve lost my other passkeys. Remove them.',
} as const
