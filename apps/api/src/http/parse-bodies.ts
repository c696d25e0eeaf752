import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { RawBody } from '@rekey/contracts/route'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { contractOf } from './contract-of.ts'
import { Problem } from './problem.ts'

/**
 * Bodies are JSON. A contract with a `rawBody` gets the unchanged bytes of that type, since a
 * signature covers each of them. Every other combination of route and type isn't supported.
 */
export function parseBodies(app: FastifyInstance) {
  app.addHook('onRequest', async ({ headers }) => {
    // PowerShell, .NET and curl name some type even if they send no body.
    if (headers['content-length'] === '0') delete headers['content-type']
  })
  app.addHook('preParsing', async ({ headers }) => refuseCoding(headers['content-encoding']))
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(['text/plain', 'application/json'])
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      const raw = rawTypeOf(request)
      if (raw === 'application/json') return done(null, body)
      if (raw !== null) return done(new Problem('unsupported-media-type'))
      // Many clients name JSON on every request, also where they send no body.
      if (body.byteLength === 0) return done(null, undefined)
      // Replacing what isn't UTF-8 would save another password than the one that was typed.
      if (!isUtf8(body)) return done(new Problem('bad-request', { detail: notUtf8 }))
      return parseJson(request, body.toString('utf8'), (error, value) =>
        // Axios and .NET write `null` for a body that their caller leaves out.
        done(error, value === null ? undefined : value),
      )
    },
  )
  app.addContentTypeParser('message/rfc822', async (request: FastifyRequest, body: Readable) => {
    const { rawBody } = contractOf(request) ?? {}
    if (rawBody?.type !== 'message/rfc822') throw new Problem('unsupported-media-type')
    return readBeginning(body, rawBody)
  })
  app.addContentTypeParser('*', refuseUnlessEmpty)
}

/**
 * Proxies such as Cloudflare's tunnels send a call without a body in chunks, of which there are none.
 * Only reading shows that. Paths that don't exist are answered as such.
 * @throws Problem unsupported-media-type
 */
async function refuseUnlessEmpty({ headers, is404 }: FastifyRequest, body: Readable) {
  if (is404) return
  if (headers['content-length'] !== undefined) throw new Problem('unsupported-media-type')
  // The connection must stay open for the answer.
  for await (const _ of body.iterator({ destroyOnReturn: false })) {
    throw new Problem('unsupported-media-type')
  }
}

const notUtf8 = 'The body isn’t UTF-8. Send JSON as UTF-8 (RFC 8259, 8.1).'

/**
 * Bodies are never decompressed: a small one could become a very large one (RFC 9110, 15.5.16).
 * @throws Problem unsupported-media-type
 */
function refuseCoding(coding = 'identity') {
  if (coding.toLowerCase() === 'identity') return
  throw new Problem('unsupported-media-type', {
    detail: 'Send the body without Content-Encoding.',
    headers: { 'accept-encoding': 'identity' },
  })
}

/** Keeps as many bytes as the contract allows, and drops the rest as it arrives. */
async function readBeginning(
  body: Readable,
  { maximumBytes, keptBytes = maximumBytes }: RawBody,
): Promise<Buffer> {
  const kept: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      if (bytes < keptBytes) kept.push(chunk.subarray(0, keptBytes - bytes))
      bytes += chunk.byteLength
      if (bytes > maximumBytes) break
    }
  } catch (cause) {
    throw new Problem('bad-request', { cause })
  }
  if (bytes > maximumBytes) throw new Problem('too-large')
  return Buffer.concat(kept)
}

const rawTypeOf = (request: FastifyRequest) => contractOf(request)?.rawBody?.type ?? null
