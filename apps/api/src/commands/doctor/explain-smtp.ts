import { reason } from './finding.ts'

/** By the code or the words of the mailer, of Node's sockets and of OpenSSL. */
const faults: readonly [RegExp, (url: URL) => string][] = [
  [
    /ECONNREFUSED/,
    ({ host }) =>
      `nothing is listening at ${host}. Start the mail server there, or correct the address.`,
  ],
  [
    /EDNS|ENOTFOUND|EAI_AGAIN/,
    ({ hostname }) => `the host name ${hostname} can't be found. Correct it, or check DNS.`,
  ],
  [
    /EAUTH .*Invalid login: 4/,
    ({ host }) => `the mail server at ${host} can't check our sign-in now. Try again later.`,
  ],
  [
    /EAUTH .*Invalid login: 504/,
    ({ host }) =>
      `the mail server at ${host} takes no user and password. Ask its operator how programs sign in.`,
  ],
  [
    /EAUTH|ENOAUTH/,
    ({ host }) => `the mail server at ${host} refuses the user or the password. Correct them.`,
  ],
  [
    /wrong version number|packet length too long/,
    ({ host }) =>
      `${host} doesn't begin with TLS. Use smtp://, or the port for smtps://, usually 465.`,
  ],
  [
    /STARTTLS/,
    ({ host }) => `${host} doesn't offer TLS (STARTTLS). Switch it on there, or use smtps://.`,
  ],
  [
    /certificate|altname/i,
    ({ hostname }) =>
      `the certificate of ${hostname} is not trusted. Set NODE_EXTRA_CA_CERTS to the certificate of its CA, or renew it.`,
  ],
  [
    /Greeting never received/,
    ({ host, protocol }) =>
      protocol === 'smtp:'
        ? `${host} doesn't greet. If it begins with TLS, as on port 465, use smtps://.`
        : `${host} doesn't greet. Check the address.`,
  ],
  [
    /timeout|No answer/i,
    ({ host }) => `${host} does not answer. Check the address and the firewall.`,
  ],
]

/** Why the mail server can't be used, what to do about it, and the words that were heard. */
export function explainSmtp(error: unknown, smtpUrl: string): string {
  const words = reason(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const [, explain] = faults.find(([known]) => known.test(`${code} ${words}`)) ?? []
  return explain ? `SMTP_URL: ${explain(new URL(smtpUrl))} (${words})` : words
}
