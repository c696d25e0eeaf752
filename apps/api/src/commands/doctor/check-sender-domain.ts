import { Resolver } from 'node:dns/promises'
import type { Config } from '../../config.ts'
import { type Finding, ok, unknown, warning } from './finding.ts'

const patienceMs = 3_000

type Answer =
  | { readonly outcome: 'found'; readonly values: string[] }
  | { readonly outcome: 'none' | 'no-name' | 'silent' }

/**
 * What receivers look up about the sender's domain: MX, SPF (RFC 7208), DKIM (RFC 6376) and DMARC
 * (RFC 7489). DNS may be out of reach; nothing here is ever a problem.
 */
export async function checkSenderDomain({ mailFrom, mailTransport }: Config): Promise<Finding[]> {
  const domain = mailFrom.address.split('@').at(-1) ?? ''
  if (mailTransport === 'mailbox')
    return [ok('sender domain', 'not asked: mails stay on this machine')]
  const resolver = new Resolver({ timeout: patienceMs, tries: 1 })
  const texts = (name: string) =>
    ask(async () => (await resolver.resolveTxt(name)).map((chunks) => chunks.join('')))
  const mailServers = ask(async () =>
    (await resolver.resolveMx(domain)).map(({ exchange }) => exchange),
  )
  const [mx, spf, dkim, dmarc] = await Promise.all([
    mailServers,
    texts(domain),
    texts(`_domainkey.${domain}`),
    texts(`_dmarc.${domain}`),
  ])
  return [
    describe('MX', domain, mx, () => true, 'bounces and answers reach nobody'),
    describe(
      'SPF',
      domain,
      spf,
      (text) => text.startsWith('v=spf1'),
      'receivers may refuse our mails',
    ),
    describeDkim(domain, dkim),
    describe(
      'DMARC',
      domain,
      dmarc,
      (text) => text.startsWith('v=DMARC1'),
      'large receivers want one',
    ),
  ]
}

async function ask(query: () => Promise<string[]>): Promise<Answer> {
  try {
    return { outcome: 'found', values: await query() }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENODATA') return { outcome: 'none' }
    return { outcome: code === 'ENOTFOUND' ? 'no-name' : 'silent' }
  }
}

function describe(
  name: string,
  domain: string,
  answer: Answer,
  isWanted: (value: string) => boolean,
  otherwise: string,
): Finding {
  if (answer.outcome === 'silent') return unknown(name, `DNS does not answer for ${domain}`)
  const found = answer.outcome === 'found' ? answer.values.find(isWanted) : undefined
  return found ? ok(name, `${domain}: ${found}`) : warning(name, `${domain} has none: ${otherwise}`)
}

/** Keys stand under selectors that nobody lists, but a name with anything below it exists (RFC 8020). */
function describeDkim(domain: string, answer: Answer): Finding {
  if (answer.outcome === 'silent') return unknown('DKIM', `DNS does not answer for ${domain}`)
  return answer.outcome === 'no-name'
    ? warning('DKIM', `${domain} has no keys: receivers can't tell our mails from forged ones`)
    : ok('DKIM', `${domain} has keys; whether the mail server signs, only a mail shows`)
}
