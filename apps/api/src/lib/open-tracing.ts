import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'
import { createSampler } from './create-sampler.ts'
import { createTraceExporter } from './trace-exporter.ts'
import { readTraceparent, writeTraceparent } from './traceparent.ts'
import type { NewSpan, OpenSpan, Tracing } from './tracing.ts'
import type { TracingSettings } from './tracing-settings.ts'

/**
 * How long the last spans may take when the process ends. Jobs that end then take up to six
 * seconds.
 */
const flushMs = 2_000

type Process = { readonly role: 'server' | 'worker'; readonly log: Logger }

/**
 * Sends spans to the operator's collector. This file and what it imports are loaded only then.
 * Nothing is registered globally, so an agent that the operator loads into the process changes
 * nothing here, and no package finds our spans and adds its own.
 */
export function openTracing(settings: TracingSettings, process: Process): Tracing {
  const provider = createProvider(settings, process)
  const tracer = provider.getTracer('rekey')
  const running = new AsyncLocalStorage<Span>()
  const recorded = () => {
    const span = running.getStore()
    // What goes on after its span has ended, such as a write for several jobs, belongs to none.
    return span?.isRecording() ? span : null
  }
  let closing: Promise<void> | null = null
  return {
    begin(name, given) {
      const parent = parentOf(given, running.getStore())
      const span = tracer.startSpan(name, optionsOf(given), parent)
      return openSpan(span, running)
    },
    isRunning: () => recorded() !== null,
    current() {
      const span = recorded()
      return span && writeTraceparent(span.spanContext())
    },
    close() {
      closing ??= flush(provider)
      return closing
    },
  }
}

const createProvider = (settings: TracingSettings, { role, log }: Process) =>
  new TracerProvider({
    resource: describeProcess(settings, role),
    sampler: createSampler(settings.sampler),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: createTraceExporter(settings, log), ...settings.batch }),
    ],
  })

/**
 * Two processes of one installation have different names, unless the operator names them. An
 * instance is a process. Nothing else of the machine is told.
 */
const describeProcess = ({ resource }: TracingSettings, role: Process['role']) =>
  defaultResource().merge(
    resourceFromAttributes({
      'service.name': `rekey-${role}`,
      'service.instance.id': randomUUID(),
      'rekey.role': role,
      ...resource,
    }),
  )

/** Requests and batches begin by themselves, or in the trace of a caller. */
function parentOf({ kind, parent }: NewSpan, running: Span | undefined) {
  if (kind === 'client') return running ? trace.setSpan(ROOT_CONTEXT, running) : ROOT_CONTEXT
  const caller = readTraceparent(parent)
  return caller ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT
}

const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER, client: SpanKind.CLIENT }

function optionsOf({ kind, facts = {}, links = [] }: NewSpan) {
  const contexts = links.map(readTraceparent).filter((context) => context !== null)
  return {
    kind: kinds[kind],
    attributes: { ...facts },
    links: contexts.map((context) => ({ context })),
  }
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

async function flush(provider: TracerProvider): Promise<void> {
  const flushed = provider.shutdown().catch(() => {})
  await Promise.race([flushed, delay(flushMs, undefined, { ref: false })])
}
