import type { Dns, DnsAnswer } from '../lib/dns.ts'

/** `missing`: DNS says that there is none. `unknown`: DNS doesn't answer. */
export type SenderRecord =
  | { readonly outcome: 'found'; readonly value: string }
  | { readonly outcome: 'missing' | 'unknown' }

type SenderDomain = {
  readonly domain: string
  readonly mx: SenderRecord
  readonly spf: SenderRecord
  /** `found`: there are keys. Only a received mail shows whether the mail server signs with one. */
  readonly dkim: SenderRecord
  readonly dmarc: SenderRecord
}

/** The DNS records that receivers look up for the domain from which our mails come. */
export async function examineSenderDomain(dns: Dns, mailFrom: string): Promise<SenderDomain> {
  const domain = mailFrom.split('@').at(-1) ?? ''
  const [mx, texts, keys, policies] = await Promise.all([
    dns.mailServers(domain),
    dns.texts(domain),
    dns.texts(`_domainkey.${domain}`),
    Promise.all(withParents(domain).map((name) => dns.texts(`_dmarc.${name}`))),
  ])
  const dmarc = policies.map((answer) => recordOf(answer, startsWith('v=DMARC1')))
  return {
    domain,
    mx: recordOf(mx, (exchange) => exchange !== ''),
    spf: recordOf(texts, startsWith('v=spf1')),
    dkim: keysOf(keys),
    dmarc: dmarc.find(({ outcome }) => outcome === 'found') ??
      dmarc.find(({ outcome }) => outcome === 'unknown') ?? { outcome: 'missing' },
  }
}

const startsWith = (beginning: string) => (text: string) => text.startsWith(beginning)

/** A domain's policy also applies to its subdomains (RFC 7489, 6.6.3). */
function withParents(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, at) => labels.slice(at).join('.'))
}

function recordOf(answer: DnsAnswer, isWanted: (value: string) => boolean): SenderRecord {
  if (answer.outcome === 'silent') return { outcome: 'unknown' }
  const value = answer.outcome === 'found' ? answer.values.find(isWanted) : undefined
  return value === undefined ? { outcome: 'missing' } : { outcome: 'found', value }
}

/** Nobody can list the selectors of keys, but a name with anything below it exists (RFC 8020). */
function keysOf({ outcome }: DnsAnswer): SenderRecord {
  if (outcome === 'silent') return { outcome: 'unknown' }
  return outcome === 'no-name' ? { outcome: 'missing' } : { outcome: 'found', value: 'keys' }
}
