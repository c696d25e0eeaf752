import type { readSsoMetadata as contract } from '@rekey/contracts/sso-connections'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { type Fetched, fetchPublic } from '../../lib/fetch-public.ts'
import { readMetadata } from './read-metadata.ts'

const mostBytes = 262_144

/** POST /sso-connections/read-metadata. Fills the form: nothing is kept until somebody saves it. */
export const readSsoMetadata: Verb<typeof contract> = async ({ body: { url, xml } }, deps) => {
  const text = xml ?? (await fetchText(url ?? '', deps))
  const read = await readMetadata(text, deps.clock.now())
  if ('fault' in read) throw faultAt(xml === undefined ? '/url' : '/xml', read.fault)
  return { status: 200, body: read }
}

/** @throws Problem bad-request */
async function fetchText(url: string, { config }: Deps): Promise<string> {
  const { hostname } = new URL(config.publicUrl)
  // A service that is itself tried out on this machine may ask a provider there.
  const allowsLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const fetched = await fetchPublic(url, { maximumBytes: mostBytes, allowsLocal })
  if ('fault' in fetched) throw faultAt('/url', wordsOf(fetched))
  return decode(fetched.body)
}

type Failed = Extract<Fetched, { fault: string }>

function wordsOf(failed: Failed): string {
  switch (failed.fault) {
    case 'not-public':
      return 'must be a public one. Send the XML itself instead.'
    case 'unreachable':
      return "can't be reached"
    case 'too-slow':
      return 'took longer than 10 seconds'
    case 'too-large':
      return 'is larger than 256 KiB'
    case 'moved':
      return 'leads to another address. Enter that one.'
    case 'refused':
      return `answers ${failed.status}`
  }
}

/** Windows saves such files in UTF-16; its mark says so. */
const decode = (bytes: Buffer): string =>
  new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes)

const faultAt = (pointer: string, detail: string) =>
  new Problem('bad-request', { errors: [{ pointer, detail }] })
