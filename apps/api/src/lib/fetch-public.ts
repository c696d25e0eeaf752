import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { second } from './clock.ts'
import { inTime } from './in-time.ts'
import { hostnameOf, isPublicAddress } from './public-address.ts'
import { requestPinned } from './request-pinned.ts'

type Options = {
  readonly maximumBytes: number
  /** Also allows this machine and plain http, for trying things out. */
  readonly allowsLocal: boolean
  /** Tests resolve names of their own. */
  readonly resolve?: (hostname: string) => Promise<LookupAddress[]>
}

export type Fetched =
  | { readonly body: Buffer }
  | { readonly fault: 'not-public' | 'unreachable' | 'too-slow' | 'too-large' | 'moved' }
  | { readonly fault: 'refused'; readonly status: number }

const patienceMs = 10 * second

/**
 * Reads a URL that a person typed, once. Its address must be public; otherwise our own network
 * could be reached through us (ASVS 1.3.6). The name is looked up once, and we connect to the
 * address that was checked, so that a second DNS answer can't differ. Redirects aren't followed.
 */
export async function fetchPublic(url: string, options: Options): Promise<Fetched> {
  const parsed = new URL(url)
  const host = hostnameOf(parsed)
  const resolve = options.resolve ?? ((name) => lookup(name, { all: true }))
  const known = isIP(host)
  const found = known ? [{ address: host, family: known }] : await lookUpInTime(resolve(host))
  if (found.length === 0) return { fault: 'unreachable' }
  const isAllowed = ({ address, family }: LookupAddress) =>
    isPublicAddress(address)
      ? parsed.protocol === 'https:'
      : options.allowsLocal && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4')
  const [first] = found
  if (!first || !found.every(isAllowed)) return { fault: 'not-public' }
  return send(parsed, first, options.maximumBytes).catch((error: Error) => ({
    fault:
      error.name === 'AbortError' || error.name === 'TimeoutError' ? 'too-slow' : 'unreachable',
  }))
}

/** The system's own look-up has no time limit. */
const lookUpInTime = (lookingUp: Promise<LookupAddress[]>): Promise<LookupAddress[]> =>
  inTime(patienceMs, lookingUp).catch(() => [])

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

async function send(url: URL, address: LookupAddress, most: number): Promise<Fetched> {
  const signal = AbortSignal.timeout(patienceMs)
  const response = await requestPinned(url, [address], { headers: {}, signal })
  const status = response.statusCode ?? 0
  if (status !== 200) {
    response.destroy()
    return status >= 300 && status < 400 ? { fault: 'moved' } : { fault: 'refused', status }
  }
  const body = await readUpTo(response, most)
  // If only the end of the connection ends an answer, our own time limit seems to end it well.
  signal.throwIfAborted()
  return body ? { body } : { fault: 'too-large' }
}

/** Null: the text is longer than allowed. */
async function readUpTo(response: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
