/**
 * Secrets that a mail server may quote when it returns a mail: a link's token, a code, a temporary
 * password. They are recognised by their form, since a report comes long after the mail was made.
 */
const secrets = [
  /[\w-]{22}\.[\w-]{22}/g,
  /(?<!\d)\d{6}(?!\d)/g,
  /(?<![\w-])[\dA-HJKMNP-TV-Z]{4}(?:-[\dA-HJKMNP-TV-Z]{4}){3}(?![\w-])/gi,
]

/** The words of another server, without anything that could be a secret of ours. */
export const withoutSecrets = (words: string) =>
  secrets.reduce((cleaned, secret) => cleaned.replace(secret, '…'), words)
