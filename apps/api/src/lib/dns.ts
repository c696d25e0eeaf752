import { Resolver } from 'node:dns/promises'
import { domainToASCII } from 'node:url'

/** `none`: the name is there, but nothing of that kind. `silent`: DNS did not answer, or refused to. */
export type DnsAnswer =
  | { readonly outcome: 'found'; readonly values: readonly string[] }
  | { readonly outcome: 'none' | 'no-name' | 'silent' }

/** Look-ups that never throw and end in time. Names may be in any script (RFC 5890). */
export type Dns = {
  /** Its mail servers, the preferred first; a lone `''` is a null MX (RFC 7505). */
  mailServers(name: string): Promise<DnsAnswer>
  /** Whether it has an address of a machine, IPv4 or IPv6. */
  addresses(name: string): Promise<DnsAnswer>
  /** Its TXT records, each whole. */
  texts(name: string): Promise<DnsAnswer>
}

type Options = {
  /** `address:port`; those of the machine when left out. */
  readonly servers?: readonly string[]
  /** Milliseconds that one look-up may take, whatever servers there are. */
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
  // Each of the machine's servers is given the whole patience: together they must not be.
  const timer = setTimeout(() => resolver.cancel(), patience)
  try {
    return { outcome: 'found', values: await query(resolver, ascii) }
  } catch (error) {
    return { outcome: outcomeOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

/** ENOTFOUND is NXDOMAIN; a name that can't be one (EBADNAME) is none either. */
function outcomeOf(error: unknown): 'none' | 'no-name' | 'silent' {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENODATA') return 'none'
  return code === 'ENOTFOUND' || code === 'EBADNAME' ? 'no-name' : 'silent'
}
