import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OpenSpan, Tracing } from '../lib/tracing.ts'
import { routeOf } from './route-of.ts'

/** Frequent, and they would say nothing. */
const untraced = new Set(['/healthz', '/readyz', '/metrics'])

/** A client may send any word as method (semantic conventions for HTTP spans). */
const knownMethods = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'CONNECT',
  'TRACE',
])

/**
 * One span for each request, in the trace of the caller. It holds the route's pattern and the
 * answer's status, but no path, query, header, body or address, since these contain secrets and
 * people. Nothing of the trace is in the answer. Register it before other hooks.
 */
export function traceRequests(app: FastifyInstance, tracing: Tracing) {
  const spans = new WeakMap<FastifyRequest, OpenSpan>()
  app.addHook('onRequest', (request, reply, done) => {
    if (untraced.has(routeOf(request) ?? '')) return done()
    const span = begin(tracing, request)
    spans.set(request, span)
    // Also when the client leaves before the answer is complete.
    reply.raw.once('close', () => end(span, reply))
    span.run(done)
  })
  // The events of a body belong to its connection, so what comes after them has lost the span.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request)
    if (span) span.run(done)
    else done()
  })
  // While the worker still ends, not after it: all together may take ten seconds.
  app.addHook('onClose', () => tracing.close())
}

function begin(tracing: Tracing, request: FastifyRequest): OpenSpan {
  const route = routeOf(request)
  const isKnown = knownMethods.has(request.method)
  const name = isKnown ? request.method : 'HTTP'
  return tracing.begin(route ? `${name} ${route}` : name, {
    kind: 'server',
    parent: request.headers.traceparent,
    facts: {
      'http.request.method': isKnown ? request.method : '_OTHER',
      ...(route && { 'http.route': route }),
      'rekey.request_id': request.id,
    },
  })
}

function end(span: OpenSpan, { raw }: FastifyReply) {
  if (raw.headersSent) span.add({ 'http.response.status_code': raw.statusCode })
  if (!raw.writableFinished) span.fail('client-left')
  else if (raw.statusCode >= 500) span.fail(String(raw.statusCode))
  span.end()
}
