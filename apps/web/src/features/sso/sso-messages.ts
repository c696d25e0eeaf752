/** Sentences of the pages for signing in with a provider. They are loaded with these pages. */
export const ssoMessages = {
  signIn: 'Sign in',

  link: {
    title: 'Connect your account',
    heading: 'Connect your account with {provider}',
    thereIs: '**{username}** already has an account. Confirm once that it’s yours.',
    fromThenOn: 'After that, you sign in with **{provider}**. The password here stops working.',
    password: 'Password of this account',
    submit: 'Connect',
    busy: 'Connecting…',
    enterPassword: 'Enter the password of this account',
    wrongPassword: 'Password is not right',
    hint: 'You can’t use a temporary password here. Use the e-mail instead.',
    wait: 'Too many tries for this account. Try again at {time}, or use the e-mail.',
    forgot: 'Don’t know the password?',
    mail: 'E-mail me a link and a code',
    mailing: 'Sending…',
  },

  sent: {
    title: 'Check your e-mail',
    sent: 'If **{username}** can receive e-mail, we sent one at {time}.',
    from: 'It comes from **{from}**. The e-mail contains a link and a code. You can use it on any device.',
    usePassword: 'Use the password instead',
  },

  code: {
    forWhom: 'For **{username}**',
    done: 'Your account is connected',
    doneText: 'From now on, sign in to **{username}** with **{provider}**.',
  },

  gone: {
    title: 'There is nothing to connect here',
    text: 'You started this in another browser, or more than ten minutes ago. Nothing was changed.',
  },

  dead: {
    title: 'This link doesn’t work any more',
    text: 'It has expired, has already been used, or wasn’t copied completely. Nothing was changed.',
    tooManyTitle: 'Too many wrong codes',
    tooManyText: 'For your safety, this link no longer works. Sign in again to get a new one.',
  },

  failed: {
    tryAgain: 'Try again',
    otherWay: 'Sign in another way',
    ifAgain: 'If it happens again, contact {support}.',
    ask: 'Ask {support}.',
    unknown: {
      title: 'You were not signed in',
      text: 'Something went wrong while your organization signed you in.',
    },
    'flow-unknown': {
      title: 'This sign-in has expired',
      text: 'You started it in another browser or more than ten minutes ago, or you’ve already used it.',
    },
    'refused-by-provider': {
      title: 'Your organization did not sign you in',
      text: 'Its sign-in page refused you, or you cancelled there.',
    },
    'answer-not-accepted': {
      title: 'We couldn’t accept the answer',
      text: 'Your organization’s answer doesn’t belong to this sign-in, or came too late.',
    },
    'provider-unreachable': {
      title: 'We couldn’t reach your organization',
      text: 'Its sign-in page isn’t responding. Try again in a few minutes.',
    },
    'address-not-owned': {
      title: 'Your organization didn’t send an e-mail address we can use',
      text: 'It must send an e-mail address with a domain that is verified here.',
    },
    'account-not-usable': {
      title: 'You can’t sign in to this account here',
      text: 'It’s deactivated, or you sign in to it from its app.',
    },
    'sign-in-not-repeated': {
      title: 'Your organization didn’t ask for your password again',
      text: 'You need to sign in there again for this step, but its answer doesn’t say that you did. You’re still signed in here.',
    },
    'connection-off': {
      title: 'Signing in with your organization is switched off',
      text: 'Nobody can sign in with it at the moment.',
    },
    'rate-limited': {
      title: 'Too many people are signing in at once',
      text: 'Many sign-ins came from your network. Wait a minute, then try again.',
    },
    overloaded: {
      title: 'You were not signed in',
      text: 'The server is busy. Wait a minute, then try again.',
    },
    'not-signed-in': {
      title: 'Your session has ended',
      text: 'Sign in to the console again, then repeat the test.',
    },
  },
} as const
