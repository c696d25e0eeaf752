import type { DiagnosisCheck, DiagnosisCheckId } from '@rekey/contracts/mail-diagnosis'
import { examineSenderDomain, type SenderRecord } from '../../models/sender-domain.ts'
import { ok, unknown, warning } from './check.ts'
import type { Examine } from './diagnosed-user.ts'

/** Whether receivers can distinguish our mails from forged ones: SPF, DKIM (RFC 6376) and DMARC. */
export const examineSender: Examine = async ({ config, dns }) => {
  // Mail that stays on this machine has no sender that receivers look up.
  if (config.mailTransport === 'mailbox') return []
  const { domain, spf, dkim, dmarc } = await examineSenderDomain(dns, config.mailFrom.address)
  return [
    describe('sender-spf', 'SPF record', domain, spf),
    describe('sender-dkim', 'DKIM key', domain, dkim),
    describe('sender-dmarc', 'DMARC policy', domain, dmarc),
  ]
}

function describe(
  id: DiagnosisCheckId,
  what: string,
  domain: string,
  { outcome }: SenderRecord,
): DiagnosisCheck {
  if (outcome === 'found') return ok(id, `Our domain ${domain} has its ${what}.`)
  return outcome === 'unknown'
    ? unknown(
        id,
        `DNS didn’t answer about the ${what} of our domain ${domain}.`,
        'Check again in a minute.',
      )
    : warning(
        id,
        `Our domain ${domain} has no ${what}, so mails may land in spam.`,
        `Ask your operator to publish the ${what} of ${domain}.`,
      )
}
