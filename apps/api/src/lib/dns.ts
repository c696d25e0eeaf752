import { Resolver } from 'node:dns/promises'
import { domainToASCII } from 'node:url'

/** `none`: the name exists, but has no such record. `silent`: DNS didn't answer, or refused to. */
export type DnsAnswer =
  | { readonly outcome: 'found'; readonly values: readonly string[] }
  | { readonly outcome: 'none' | 'no-name' | 'silent' }

/** Look-ups that never throw and end in limited time. Names may be in any script (RFC 5890). */
export type Dns = {
  /** The mail servers of a name, in order of preference; a single `''` is a null MX (RFC 7505). */
  mailServers(name: string): Promise<DnsAnswer>
  /** Whether the name has an IPv4 or IPv6 address. */
  addresses(name: string): Promise<DnsAnswer>
  /** The TXT records of a name, each joined. */
  texts(name: string): Promise<DnsAnswer>
}

type Options = {
  /** `address:port`; the machine's own servers when left out. */
  readonly servers?: readonly string[]
  /** Milliseconds that one look-up may take, over all servers together. */
  readonly patience?: number
}

export function createDns({ servers, patience = 2_000 }: Options = {}): Dns {
  const ask = (name: string, query: (resolver: Resolver, name: string) => Promise<string[]>) =>
    lookUp(name, { servers, patience }, query)
  return {
    mailServers: (name) => ask(name, mailServersOf),
    async addresses(name) {
      const answers = await Promise.all([
        ask(name, (resolver, ascii) => resolver.resolve4(ascii)),
        ask(name, (resolver, ascii) => resolver.resolve6(ascii)),
      ])
      const [ipv4, ipv6] = answers
      return (
        answers.find(({ outcome }) => outcome === 'found') ??
        (ipv4.outcome === 'silent' ? ipv4 : ipv6)
      )
    },
    texts: (name) =>
      ask(name, async (resolver, ascii) =>
        (await resolver.resolveTxt(ascii)).map((chunks) => chunks.join('')),
      ),
  }
}

async function mailServersOf(resolver: Resolver, name: string): Promise<string[]> {
  const records = await resolver.resolveMx(name)
  return records
    .toSorted((one, other) => one.priority - other.priority)
    .map(({ exchange }) => exchange)
}

async function lookUp(
  name: string,
  { servers, patience }: { servers: readonly string[] | undefined; patience: number },
  query: (resolver: Resolver, name: string) => Promise<string[]>,
): Promise<DnsAnswer> {
  const ascii = domainToASCII(name)
  if (ascii === '') return { outcome: 'no-name' }
  const resolver = new Resolver({ timeout: patience, tries: 1 })
  if (servers) resolver.setServers(servers)
  // The resolver gives each server the whole timeout, so this limits all of them together.
  const timer = setTimeout(() => resolver.cancel(), patience)
  try {
    return { outcome: 'found', values: await query(resolver, ascii) }
  } catch (error) {
    return { outcome: outcomeOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

/** ENOTFOUND is NXDOMAIN. A name that can't exist (EBADNAME) doesn't exist either. */
function outcomeOf(error: unknown): 'none' | 'no-name' | 'silent' {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENODATA') return 'none'
  return code === 'ENOTFOUND' || code === 'EBADNAME' ? 'no-name' : 'silent'
}
