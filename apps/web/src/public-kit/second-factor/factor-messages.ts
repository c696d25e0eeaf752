/** Sentences for proving a second factor. They are loaded with that step, so sign-in loads none. */
export const factorMessages = {
  title: 'Confirm it’s you',
  step: 'Last step',
  usePasskey: 'Use your passkey',
  waiting: 'Waiting…',
  submit: 'Continue',
  busy: 'Checking…',
  otherWays: 'Or choose another way',
  ways: {
    passkey: ['Passkey', 'Your fingerprint, face or screen lock'],
    totp: ['Code from your app', 'The 6 digits it shows now'],
    'recovery-code': ['Recovery code', 'One of the 10 you printed or saved'],
  },
  appCode: 'Code from your app',
  appCodeHint:
    'Open your authenticator app. It shows a new 6-digit code every 30 seconds. Each works once.',
  recoveryCode: 'Recovery code',
  recoveryCodeHint: 'One of the 10 you printed or saved. Each works once.',

  enterAppCode: 'Enter the code from your app',
  enterRecoveryCode: 'Enter a recovery code',
  recoveryCodeLength: 'A recovery code has 16 letters and digits',
  wrongCode: 'That code isn’t right.',
  noPasskey: 'No passkey was used. Try again, or choose another way.',
  noPasskeyAlone: 'No passkey was used. Try again.',
  wrongPasskey: 'That passkey can’t be used here.',
  oneTry: '{what} You have 1 try left.',
  tries: '{what} You have {tries} tries left.',

  remember: 'Remember this device for {days} days',
  rememberOne: 'Remember this device for 1 day',
  back: 'Back to sign-in',

  lost: 'I’ve lost all of these',
  none: 'None of your second factors can be used here',
  lostText: 'Ask {support}. They check that it’s really you.',
  lostSteps:
    'A second administrator has to agree. We then e-mail you, and your second factors are removed {hours} later.',
  lostAfter:
    'After that, your password is enough to sign in, and you can add a second factor again.',

  forSignIn: 'Your password is right. For **{username}** we also need your second factor.',
  forReset: 'Your link and code are right. For **{username}** we also need your second factor.',
  forLink: 'To connect **{username}**, we also need your second factor.',
  forAct: 'This changes how you sign in or recover your account. So we need your second factor.',
} as const
