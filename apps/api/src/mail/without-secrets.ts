/**
 * What a mail server may quote of a mail of ours when it returns it: a link's token, a code, a
 * temporary password. Told by their form, since a report comes long after the mail was made.
 */
const secrets = [
  /[\w-]{22}\.[\w-]{22}/g,
  /(?<!\d)\d{6}(?!\d)/g,
  /(?<![\w-])[\dA-HJKMNP-TV-Z]{4}(?:-[\dA-HJKMNP-TV-Z]{4}){3}(?![\w-])/gi,
]

/** Words of another's, without what could be a secret of ours. */
export const withoutSecrets = (words: string) =>
  secrets.reduce((cleaned, secret) => cleaned.replace(secret, '…'), words)
