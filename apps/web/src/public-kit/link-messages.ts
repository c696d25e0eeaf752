import { problemMessages } from '../messages.ts'

/** Sentences of the screens that most people never see. They are loaded with those screens. */
export const linkMessages = {
  deadLink: {
    title: problemMessages['reset-link-invalid'],
    text: 'It has expired, has already been used, or wasn’t copied completely. Nothing was changed.',
    tooManyTitle: 'Too many wrong codes',
    tooManyText: 'For your safety, this link no longer works.',
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
    title: 'Cancel this reset?',
    text: 'If you didn’t request a new password, didn’t connect your account to a provider, or didn’t change your second factors, cancel it here. Nothing changes until you choose “Cancel this reset”.',
    submit: 'Cancel this reset',
    busy: 'Cancelling…',
    doneTitle: 'Thank you for telling us',
    stopped: '**Reset cancelled.** Your password stays as it is.',
    blocked: '**Your password is blocked and all devices have been signed out.** Reset it now.',
    'signed-out':
      '**All devices have been signed out.** A second factor or recovery codes that somebody else may have no longer work. Your administrators have been told.',
    'caller-refused':
      '**The code no longer works.** Your administrators have been told that somebody else called.',
    'address-removed':
      '**The recovery address was removed and all devices have been signed out.** Your administrators have been told.',
    unlinked:
      '**The connection was removed and all devices have been signed out.** Check your e-mail to find out how to sign in.',
    recorded: '**Noted.** Your account has been changed again since then.',
    reset: 'Reset password',
    signIn: 'Sign in',
  },
} as const
