/** Sentences of the user's own recovery addresses. They are loaded with these screens. */
export const recoveryAddressesMessages = {
  title: 'Recovery addresses',
  account: 'Your account',
  loading: 'Loading…',

  why: 'We also send links, codes and notices about your account to these addresses.',
  whyProvider:
    'We also send notices about your account to these addresses. You sign in with **{provider}** and change your password there.',
  none: '**You have no recovery address yet.** Add one, such as your private e-mail. If you can’t read your main e-mail, you can still reset your password.',
  noneProvider:
    '**You have no recovery address yet.** With one, you learn of changes to your account even if you can’t read your e-mail.',
  list: 'Your recovery addresses',
  added: 'Added {day}',
  enterCode: 'Enter the code',
  enterCodeFor: 'Enter the code for {address}',
  remove: 'Remove',
  removeLabel: 'Remove {address}',
  add: 'Add an address',
  full: 'You can have {count} addresses. Remove one to add another.',
  hold: 'A new address gets mail {hours} after you confirm it. We tell all your other addresses at once, so that you can stop it if it wasn’t you.',
  noHold:
    'A new address gets mail as soon as you confirm it. We tell all your other addresses, so that you can stop it if it wasn’t you.',

  adding: {
    title: 'Add a recovery address',
    text: 'We’ll e-mail a 6-digit code to it. Use an address that you can read without this account.',
    email: 'E-mail address',
    enter: 'Enter an e-mail address',
    wrong: 'E-mail must be an address such as name@example.com',
    tooMany: 'You’ve requested too many codes. Try again at {time}.',
    submit: 'Send code',
    busy: 'Sending…',
  },
  confirming: {
    title: 'Enter the code',
    back: 'Recovery addresses',
    lede: 'We e-mailed a 6-digit code to **{address}**. It works for an hour. You can enter it on any device where you’re signed in.',
    code: '6-digit code',
    submit: 'Confirm address',
    busy: 'Confirming…',
    later: 'Enter it later',
    ended: 'That code doesn’t work any more. Send a new one.',
    usedUp: 'Too many wrong codes. Send a new one.',
    notThere: 'Can’t find the code?',
    sentAgain: 'Sent again at {time}. Use the code of the newest e-mail.',
    done: '**Address confirmed.** It gets mail from now on.',
    doneFrom: '**Address confirmed.** It gets mail from {time}.',
  },
  removing: {
    title: 'Remove {address}?',
    text: 'It gets no more mail from us, and links and codes that you have now stop working. We tell all your addresses, this one too.',
    textHeld: 'It won’t get mail from us. We tell all your addresses, this one too.',
    textWaiting: 'The code that we sent there stops working.',
    submit: 'Remove',
    busy: 'Removing…',
    done: '**{name}** was removed.',
  },
} as const
