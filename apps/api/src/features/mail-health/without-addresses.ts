/**
 * A mail server's words without the addresses that they quote: whoever looks at the mails of
 * everybody at once needs the trouble, not whom it met. Secrets were taken out before they were
 * stored (send-message.ts).
 */
export const withoutAddresses = (words: string): string =>
  words.replace(/[^\s<>"'`(),:;[\]]*@[^\s<>"'`(),:;[\]]*/gu, '…')
