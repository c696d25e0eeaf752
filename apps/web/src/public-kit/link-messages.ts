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
} as const
