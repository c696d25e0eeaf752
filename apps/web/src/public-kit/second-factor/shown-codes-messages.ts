/** Sentences of the screen that shows recovery codes, this once. They are loaded with it. */
export const shownCodesMessages = {
  title: 'Your recovery codes',
  lede: 'Each code replaces your passkey or app once.',
  warning: '**Save these codes now.** We won’t show them again.',
  list: 'Recovery codes',
  copy: 'Copy',
  copied: 'Copied',
  download: 'Download',
  print: 'Print',
  file: 'recovery-codes.txt',
  fileHead: 'Recovery codes for {organization}, made on {day}. Each works once.',
  go: 'I’ve saved them',
} as const
