import type { Template } from '@rekey/contracts/messages'
import type { DisownOutcome } from '@rekey/contracts/password-reset'

/** What the page says about one kind of mail. `text` says what the button does. */
type OfMail = {
  readonly title: string
  readonly text: string
  readonly submit: string
  readonly busy: string
  /** What happened, where this kind of mail needs other words. */
  readonly done?: Partial<Record<DisownOutcome, string>>
}

const ofReset: OfMail = {
  title: 'Cancel this reset?',
  text: 'If you didn’t request it, cancel it here. The e-mail then stops working. If somebody has already used it, we block the password or passkey that they saved, and sign out all devices. After a passkey, your administrators have to help you back in.',
  submit: 'Cancel this reset',
  busy: 'Cancelling…',
  done: {
    'signed-out':
      '**The passkey can’t be used any more, and all devices have been signed out.** Ask your administrators to let you back in. They have been told.',
  },
}

const ofFactors = { submit: 'Sign out all devices', busy: 'Signing out…' }

/** The kinds of mails that have a "This wasn't me" link. */
const mails: Partial<Record<Template, OfMail>> = {
  reset: ofReset,
  'temporary-password': ofReset,
  'console-password': ofReset,
  'create-password': {
    ...ofReset,
    title: 'Cancel this invitation?',
    text: 'If it isn’t for you, cancel it here. The e-mail then stops working. If somebody has already used it, we block the password or passkey that they saved, and sign out all devices.',
    submit: 'Cancel this invitation',
    done: {
      ...ofReset.done,
      stopped: '**Invitation cancelled.** Nobody can set a password with it.',
    },
  },
  'password-changed': {
    title: 'Block this password?',
    text: 'If you didn’t change your password, block the new one here. We also sign out all devices. You can then reset your password.',
    submit: 'Block the password',
    busy: 'Blocking…',
  },
  'sso-link': {
    title: 'Cancel this connection?',
    text: 'If you didn’t ask to connect your account, cancel it here. The e-mail then stops working. If the account is already connected, we remove the connection, sign out all devices, and e-mail you a link to set a new password.',
    submit: 'Cancel the connection',
    busy: 'Cancelling…',
    done: { stopped: '**Cancelled.** Your account stays as it is.' },
  },
  'sso-linked': {
    title: 'Remove this connection?',
    text: 'If you didn’t connect your account, remove the connection here. We also sign out all devices, and e-mail you a link to set a new password.',
    submit: 'Remove the connection',
    busy: 'Removing…',
  },
  'second-factor-added': {
    title: 'Block this second factor?',
    text: 'If you didn’t add it, block it here. It can’t be used any more, but you will still be asked for a second factor. Recovery codes that were made with it or later stop working, too. We sign out all devices and tell your administrators.',
    submit: 'Block the second factor',
    busy: 'Blocking…',
    done: {
      'signed-out':
        '**The second factor can’t be used any more, and all devices have been signed out.** Your administrators have been told.',
    },
  },
  'second-factor-removed': {
    ...ofFactors,
    title: 'Sign out all devices?',
    text: 'If you didn’t remove your second factor, sign out all devices here. Recovery codes that were made since then stop working. We tell your administrators. The second factor doesn’t come back.',
  },
  'recovery-codes-replaced': {
    title: 'Block the new recovery codes?',
    text: 'If you didn’t make them, block them here. We sign out all devices and tell your administrators. The old codes don’t come back.',
    submit: 'Block the new codes',
    busy: 'Blocking…',
    done: {
      'signed-out':
        '**The new recovery codes don’t work any more, and all devices have been signed out.** Your administrators have been told.',
    },
  },
  'recovery-code-used': {
    ...ofFactors,
    title: 'Sign out all devices?',
    text: 'If you didn’t use a recovery code, sign out all devices here. Your other recovery codes stop working, too, because somebody may have all of them. We tell your administrators.',
    done: {
      'signed-out':
        '**All devices have been signed out, and your recovery codes don’t work any more.** Your administrators have been told.',
    },
  },
  'factor-recovery-started': {
    title: 'Keep your second factors?',
    text: 'If you didn’t ask to remove them, stop it here. If they aren’t removed yet, they stay. We sign out all devices and tell your administrators.',
    submit: 'Don’t remove them',
    busy: 'Stopping…',
    done: {
      'signed-out':
        '**All devices have been signed out.** Second factors that weren’t removed yet stay. Your administrators have been told.',
    },
  },
  'caller-check': {
    title: 'Cancel this code?',
    text: 'If you aren’t on the phone with the help desk, cancel the code here. The help desk then can’t use it to verify the caller. We tell your administrators.',
    submit: 'Cancel the code',
    busy: 'Cancelling…',
  },
  'recovery-address-added': {
    title: 'Remove this recovery address?',
    text: 'If you didn’t add it, remove it here. We also sign out all devices and tell your administrators.',
    submit: 'Remove the address',
    busy: 'Removing…',
  },
  'recovery-address-removed': {
    ...ofFactors,
    title: 'Sign out all devices?',
    text: 'If you didn’t remove the recovery address, sign out all devices here. We tell your administrators. The address doesn’t come back, but you can add it again.',
  },
}

/** What each press of the button did. */
const done: Record<DisownOutcome, string> = {
  stopped: '**Reset cancelled.** Your password stays as it is.',
  blocked: '**Your password is blocked and all devices have been signed out.** Reset it now.',
  'signed-out': '**All devices have been signed out.** Your administrators have been told.',
  'caller-refused':
    '**The code no longer works.** Your administrators have been told that somebody else called.',
  'address-removed':
    '**The recovery address was removed and all devices have been signed out.** Your administrators have been told.',
  unlinked:
    '**The connection was removed and all devices have been signed out.** Check your e-mail to find out how to sign in.',
  recorded: '**Noted.** Your account has been changed again since then.',
}

export const notMeMessages = {
  loading: 'This wasn’t me',
  doneTitle: 'Thank you for telling us',
  reset: 'Reset password',
  signIn: 'Sign in',
} as const

/** The words of the page for one kind of mail. */
export const wordsFor = (about: Template): OfMail => mails[about] ?? ofReset

/** What the button did, in words. */
export const doneWords = (about: Template, outcome: DisownOutcome): string =>
  wordsFor(about).done?.[outcome] ?? done[outcome]
