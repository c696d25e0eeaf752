import { isEmailAddress } from '@rekey/contracts/email-address'
import type { DiagnosisCheck } from '@rekey/contracts/mail-diagnosis'
import type { Dns } from '../../lib/dns.ts'
import { messageAdvice } from '../../models/message-advice.ts'
import { ok, problem, unknown, warning } from './check.ts'
import type { DiagnosedUser, Examine } from './diagnosed-user.ts'
import { likelyDomain } from './likely-domain.ts'

/** The address to which mails go, and whether mail can arrive there. */
export const examineAddress: Examine = async ({ dns }, user, shown) => {
  const { address } = user
  if (address === null) return [noAddress(user)]
  const isThere = ok('address', 'An e-mail address is on file.')
  if (!isEmailAddress(address)) {
    const title = 'The address isn’t a valid e-mail address.'
    return [isThere, problem('address-syntax', title, correct)]
  }
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return [
    isThere,
    ok('address-syntax', 'The address is a valid e-mail address.'),
    checkTypo(domain, user, shown),
    await checkDomain(dns, domain),
  ]
}

const correct = messageAdvice['address-does-not-exist']

/** Staff and device users are mailed at their username. */
const noAddress = ({ kind }: DiagnosedUser) =>
  kind === 'staff' || kind === 'device'
    ? problem(
        'address',
        'The username isn’t an e-mail address, so we can’t send mail.',
        'Change the username to an e-mail address, then send a password reset.',
      )
    : problem('address', 'No e-mail address is on file.', messageAdvice['no-address'])

/** A person who confirmed the address can read its mails, so its spelling doesn't matter. */
function checkTypo(
  domain: string,
  { addressConfirmedAt }: DiagnosedUser,
  shown: (at: Date) => string,
): DiagnosisCheck {
  if (addressConfirmedAt) {
    return ok('address-typo', `The user confirmed the address at ${shown(addressConfirmedAt)}.`)
  }
  const meant = likelyDomain(domain)
  return meant
    ? warning(
        'address-typo',
        `${domain} may be a typing mistake for ${meant}.`,
        'Ask the user for the right address, and correct it.',
      )
    : ok('address-typo', 'The domain does not look like a typing mistake.')
}

/**
 * A domain without MX gets mail at its own address (RFC 5321, 5.1), unless it refuses all mail (RFC
 * 7505).
 */
async function checkDomain(dns: Dns, domain: string): Promise<DiagnosisCheck> {
  const answer = await dns.mailServers(domain)
  switch (answer.outcome) {
    case 'silent':
      return silent(domain)
    case 'no-name':
      return problem('address-domain', `The domain ${domain} does not exist.`, correct)
    case 'none':
      return checkWithoutMx(dns, domain)
    case 'found':
      return answer.values.some((exchange) => exchange !== '')
        ? ok('address-domain', `${domain} accepts mail, at ${answer.values[0]}.`)
        : problem('address-domain', `${domain} doesn’t accept mail.`, correct)
  }
}

async function checkWithoutMx(dns: Dns, domain: string): Promise<DiagnosisCheck> {
  const { outcome } = await dns.addresses(domain)
  if (outcome === 'silent') return silent(domain)
  return outcome === 'found'
    ? warning(
        'address-domain',
        `${domain} names no mail server, so mails go to its web server.`,
        'Ask the user whether mails arrive at this address.',
      )
    : problem('address-domain', `${domain} has no mail server.`, correct)
}

const silent = (domain: string) =>
  unknown(
    'address-domain',
    `DNS didn’t say whether ${domain} accepts mail.`,
    'Check again in a minute.',
  )
