/** Sentences of the page that confirms an address. They are loaded with this page. */
export const addressCheckWords = {
  title: 'Confirm your e-mail address',
  /** The hyphen is a non-breaking one. */
  heading: 'Confirm your e‑mail address',
  text: 'Choose Confirm to tell your administrator that mails reach you. Nothing else changes.',
  submit: 'Confirm',
  busy: 'Confirming…',
  doneTitle: 'Thank you',
  done: '**Your e-mail address is confirmed.** You can close this page.',
  signIn: 'Sign in',
  dead: 'It has expired, your address has changed, or it wasn’t copied completely. Nothing was changed.',
  askForNew: 'If you still want to confirm your address, ask {support} for a new e-mail.',
} as const
