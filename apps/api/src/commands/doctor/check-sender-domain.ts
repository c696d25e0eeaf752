import type { Config } from '../../config.ts'
import { createDns } from '../../lib/dns.ts'
import { examineSenderDomain, type SenderRecord } from '../../models/sender-domain.ts'
import { type Finding, ok, unknown, warning } from './finding.ts'

const patienceMs = 3_000

/**
 * What receivers look up about the sender's domain: MX, SPF (RFC 7208), DKIM (RFC 6376) and DMARC
 * (RFC 7489). DNS may be out of reach; nothing here is ever a problem.
 */
export async function checkSenderDomain(
  { mailFrom, mailTransport }: Pick<Config, 'mailFrom' | 'mailTransport'>,
  dns = createDns({ patience: patienceMs }),
): Promise<Finding[]> {
  if (mailTransport === 'mailbox')
    return [ok('sender domain', 'not checked: mails stay on this machine')]
  if (!mailFrom.address.split('@').at(-1)?.includes('.')) {
    const why = `mails come from ${mailFrom.address}, which mail servers refuse`
    return [warning('sender domain', `${why}. Set MAIL_FROM to an address of your domain.`)]
  }
  const { domain, mx, spf, dkim, dmarc } = await examineSenderDomain(dns, mailFrom.address)
  const none = (what: string) => `${domain} has no such record: ${what}`
  return [
    describe('MX', domain, mx, none('bounces and replies reach nobody')),
    describe('SPF', domain, spf, none('receivers may refuse our mails')),
    dkim.outcome === 'found'
      ? ok(
          'DKIM',
          `${domain} has keys. Send a mail to see whether the mail server signs with them.`,
        )
      : describe('DKIM', domain, dkim, `${domain} has no keys: ${forged}`),
    describe('DMARC', domain, dmarc, none('large mail providers require one')),
  ]
}

const forged = "receivers can't tell our mails from forged ones"

function describe(name: string, domain: string, record: SenderRecord, missing: string): Finding {
  if (record.outcome === 'unknown') return unknown(name, `DNS does not answer for ${domain}`)
  return record.outcome === 'found'
    ? ok(name, `${domain}: ${record.value}`)
    : warning(name, missing)
}
