/**
 * A mail server's words without the addresses that they quote. Callers who see the mails of all
 * users need to know the problem, but not whose mails it affects. Secrets were removed before the
 * words were stored (send-message.ts).
 */
export const withoutAddresses = (words: string): string =>
  words.replace(/[^\s<>"'`(),:;[\]]*@[^\s<>"'`(),:;[\]]*/gu, '…')
