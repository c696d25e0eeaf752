import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'
import { createSampler } from './create-sampler.ts'
import type { OpenSpan, Tracing } from './tracing.ts'
import type { TracingSettings } from './tracing-settings.ts'

/** How long the last spans may take when the process ends. Jobs that end then take up to six seconds. */
const flushMs = 2_000

const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER, client: SpanKind.CLIENT }

/**
 * Sends spans to the operator's collector. This file and what it imports are loaded only then.
 * Nothing is registered globally, so an agent that the operator loads into the process changes
 * nothing here, and no package finds our spans and adds its own.
 */
export function openTracing(
  settings: TracingSettings,
  { role, log }: { readonly role: 'server' | 'worker'; readonly log: Logger },
): Tracing {
  const exporter = tellOfFailures(createExporter(settings), log)
  const provider = new TracerProvider({
    resource: describeProcess(settings, role),
    sampler: createSampler(settings.sampler),
    spanProcessors: [new BatchSpanProcessor({ exporter, ...settings.batch })],
  })
  const tracer = provider.getTracer('rekey')
  const running = new AsyncLocalStorage<Span>()
  const recorded = () => {
    const span = running.getStore()
    // What goes on after its span has ended, such as a write for several jobs, belongs to none.
    return span?.isRecording() ? span : null
  }
  const flush = async () => {
    const flushed = provider.shutdown().catch(() => {})
    await Promise.race([flushed, delay(flushMs, undefined, { ref: false })])
  }
  let closing: Promise<void> | null = null
  return {
    begin(name, { kind, facts, parent, links = [] }) {
      const within = kind === 'client' ? running.getStore() : null
      const span = tracer.startSpan(
        name,
        {
          kind: kinds[kind],
          ...(facts && { attributes: facts }),
          links: links.flatMap((link) => linkTo(link)),
        },
        within ? trace.setSpan(ROOT_CONTEXT, within) : contextOf(parent),
      )
      return openSpan(span, running)
    },
    isRunning: () => recorded() !== null,
    current() {
      const span = recorded()?.spanContext()
      return span ? `00-${span.traceId}-${span.spanId}-01` : null
    },
    close() {
      closing ??= flush()
      return closing
    },
  }
}

type ExporterOptions = NonNullable<ConstructorParameters<typeof OTLPTraceExporter>[0]>

/** Everything is said here: what is left out, the exporter would read from the environment. */
function createExporter({ url, headers, timeoutMillis, isCompressed, ca }: TracingSettings) {
  return new OTLPTraceExporter({
    url,
    headers: { ...headers },
    timeoutMillis,
    compression: (isCompressed ? 'gzip' : 'none') as NonNullable<ExporterOptions['compression']>,
    httpAgentOptions: { keepAlive: true, ...(ca && { ca }) },
  })
}

const openSpan = (span: Span, running: AsyncLocalStorage<Span>): OpenSpan => ({
  add: (facts) => void span.setAttributes(facts),
  fail(type) {
    span.setAttribute('error.type', type)
    span.setStatus({ code: SpanStatusCode.ERROR })
  },
  end: () => span.end(),
  run: (work) => running.run(span, work),
})

/**
 * Two processes of one installation have different names, unless the operator names them. An
 * instance is a process. Nothing else of the machine is told.
 */
function describeProcess({ resource }: TracingSettings, role: 'server' | 'worker') {
  return defaultResource().merge(
    resourceFromAttributes({
      'service.name': `rekey-${role}`,
      'service.instance.id': randomUUID(),
      'rekey.role': role,
      ...resource,
    }),
  )
}

/**
 * The exporter tries again by itself and gives up after its timeout. The log is told once when spans
 * begin to be lost, and once when they arrive again.
 */
function tellOfFailures(exporter: SpanExporter, log: Logger): SpanExporter {
  let isFailing = false
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const fails = result.code !== 0
        if (fails && !isFailing) log.warn({ why: whyOf(result.error) }, 'Traces are lost')
        if (!fails && isFailing) log.info('Traces arrive again')
        isFailing = fails
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
  }
}

/** A collector that refuses may quote what it got, so only its status is told. */
function whyOf(error: (Error & { code?: unknown }) | undefined): string {
  if (typeof error?.code === 'number') return `the collector answers HTTP ${error.code}`
  return error?.message ?? 'unknown'
}

/** W3C Trace Context, 3.2. A later version has the same parts in front. Version ff is invalid. */
const traceparent =
  /^(?!ff)[\da-f]{2}-(?!0{32})(?<traceId>[\da-f]{32})-(?!0{16})(?<spanId>[\da-f]{16})-(?<flags>[\da-f]{2})(?:$|-)/

/**
 * Reads the caller's span. `tracestate` and `baggage` aren't read: anybody may write them, and we
 * call nobody who would need them.
 */
function readParent(value: unknown): SpanContext | null {
  const { traceId, spanId, flags } =
    (typeof value === 'string' && traceparent.exec(value)?.groups) || {}
  if (!traceId || !spanId || !flags) return null
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  }
}

function contextOf(parent: unknown): Context {
  const remote = readParent(parent)
  return remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT
}

function linkTo(link: string) {
  const context = readParent(link)
  return context ? [{ context }] : []
}
