/** Every sentence of the pages round signing in elsewhere. They are fetched when gone to. */
export const ssoMessages = {
  signIn: 'Sign in',

  link: {
    title: 'Connect your account',
    heading: 'Connect your account with {provider}',
    thereIs: 'There is already an account for **{username}**. Show once that it is yours.',
    fromThenOn: 'From then on you sign in at **{provider}**, and the password here stops working.',
    password: 'Password of this account',
    submit: 'Connect',
    busy: 'Connecting…',
    enterPassword: 'Enter the password of this account',
    wrongPassword: 'Password is not right',
    hint: 'A temporary password doesn’t count here. Use the e-mail instead.',
    wait: 'Too many tries for this account. Try again at {time}, or use the e-mail.',
    forgot: 'Don’t know it?',
    mail: 'E-mail me a link and a code',
    mailing: 'Sending…',
  },

  sent: {
    title: 'Check your e-mail',
    sent: 'If an e-mail can reach **{username}**, we sent one at {time}.',
    from: 'It comes from **{from}**. It holds a link and a code and works on any device.',
    usePassword: 'Use the password instead',
  },

  code: {
    forWhom: 'For **{username}**',
    done: 'Your account is connected',
    doneText: '**{username}** signs in at **{provider}** from now on.',
  },

  gone: {
    title: 'There is nothing to connect here',
    text: 'It was begun in another browser, or more than ten minutes ago. Nothing was changed.',
  },

  dead: {
    title: 'This link doesn’t work any more',
    text: 'It has expired, has already been used, or wasn’t copied completely. Nothing was changed.',
    tooManyTitle: 'Too many wrong codes',
    tooManyText: 'For safety this link no longer works. Sign in again to get a new one.',
  },

  failed: {
    tryAgain: 'Try again',
    otherWay: 'Sign in another way',
    ifAgain: 'If it happens again, contact {support}.',
    ask: 'Ask {support}.',
    unknown: {
      title: 'You were not signed in',
      text: 'Something went wrong on the way back from your organization.',
    },
    'flow-unknown': {
      title: 'This sign-in has run out',
      text: 'It was begun in another browser, more than ten minutes ago, or was used already.',
    },
    'refused-by-provider': {
      title: 'Your organization did not sign you in',
      text: 'Its sign-in page said no, or you turned back there.',
    },
    'answer-not-accepted': {
      title: 'We could not accept the answer',
      text: 'What came back from your organization was not meant for this sign-in, or came too late. Nobody was signed in.',
    },
    'provider-unreachable': {
      title: 'We could not reach your organization',
      text: 'Its sign-in does not answer. Try again in a few minutes.',
    },
    'address-not-owned': {
      title: 'Your organization did not tell an address we know',
      text: 'It must give an e-mail address of a domain that it has proved to be its own here.',
    },
    'account-not-usable': {
      title: 'This account can’t be signed in to here',
      text: 'It is deactivated, or it signs in in its app.',
    },
    'sign-in-not-repeated': {
      title: 'Your organization did not ask for your password again',
      text: 'For this step we need you to sign in there anew, and its answer doesn’t say that you did. Your session here goes on.',
    },
    'connection-off': {
      title: 'Signing in with your organization is switched off',
      text: 'Nobody signs in through it at the moment.',
    },
  },
} as const
