import { problemMessages } from '../messages.ts'

/** Every sentence of the screens that most people never see. They are loaded with those. */
export const linkMessages = {
  deadLink: {
    title: problemMessages['reset-link-invalid'],
    text: 'It has expired, has already been used, or wasn’t copied completely. Nothing was changed.',
    tooManyTitle: 'Too many wrong codes',
    tooManyText: 'For safety this link no longer works.',
    sendNew: 'Request a new link',
    busy: 'Requesting…',
    signIn: 'Sign in',
  },

  pasteLink: {
    label: 'Link from the e-mail',
    hint: 'If the link was cut off, copy all of it from the e-mail and paste it here.',
    submit: 'Open link',
    enter: 'Paste the link from the e-mail',
    cutOff: 'This isn’t the whole link. Copy it from https:// to its end.',
    same: 'This is the link that doesn’t work. Request a new one.',
  },

  notMe: {
    title: 'Stop this reset?',
    text: 'If you didn’t ask for a new password, or didn’t connect your account with a provider, stop it here. Nothing happens until you choose Stop it.',
    submit: 'Stop it',
    busy: 'Stopping…',
    doneTitle: 'Thank you for telling us',
    stopped: '**Stopped.** Your password stays as it is.',
    blocked: '**Your password was blocked and everyone was signed out.** Reset it now.',
    unlinked:
      '**The connection was removed and everyone was signed out.** Check your e-mail: it says how to sign in now.',
    recorded: '**Noted.** This has been changed since.',
    reset: 'Reset password',
    signIn: 'Sign in',
  },
} as const
