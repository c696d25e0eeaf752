/** Sentences about callers, whom a help desk verifies, and about a user's recovery addresses. */
export const callerMessages = {
  caller: 'Caller',
  verifiedAt: 'Verified at {time}',
  countsUntil: 'Counts until {time}',

  state: {
    now: 'Caller verified just now.',
    one: 'Caller verified 1 minute ago.',
    many: 'Caller verified {count} minutes ago.',
    none: 'Caller not verified.',
    verify: 'Verify the caller',
  },
  start: {
    title: 'Is the caller {name}?',
    text: 'We’ll e-mail a 6-digit code to {name}. Ask the caller to read it out, and enter it here.',
    goesTo: 'The code goes to',
    careful: 'Don’t tell the caller where it goes.',
    submit: 'Send code',
    busy: 'Sending…',
    tooMany:
      '**{count} codes were sent to this user in the last hour.** You can send another at {time}.',
    usedUp: '**Not verified: too many wrong codes.** That code doesn’t work any more.',
    ended:
      '**That code doesn’t work any more.** Its 10 minutes are over, a colleague sent a new one, or {name} reported that they didn’t call. Check the history, then send a new code.',
  },
  check: {
    sentTo: 'Sent at {time} to',
    until: 'It works until {time}.',
    code: 'Code that the caller reads out',
    enter: 'Enter the 6 digits',
    sixDigits: 'Code must be 6 digits',
    wrong: 'That code isn’t right. {count} tries left.',
    wrongOne: 'That code isn’t right. 1 try left.',
    submit: 'Check code',
    busy: 'Checking…',
    again: 'Send again',
    sending: 'Sending…',
    sentAgain: 'Sent again at {time}. The code stays the same.',
    done: '**Caller verified.** It’s {name}. This counts for an hour.',
  },

  addresses: {
    term: 'Recovery addresses',
    none: 'None',
    remove: 'Remove',
    removeLabel: 'Remove {address}',
    removing: {
      title: 'Remove {address}?',
      text: 'It gets no more mail from us, and links and codes that {name} has now stop working. We tell all addresses of {name}, this one too.',
      textHeld: 'It won’t get mail from us. We tell all addresses of {name}, this one too.',
      textWaiting: 'The code that was sent there stops working. {name} isn’t told.',
      submit: 'Remove',
      busy: 'Removing…',
      done: 'A recovery address of **{name}** was removed.',
    },
  },
} as const
