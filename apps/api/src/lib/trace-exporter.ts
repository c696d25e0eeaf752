import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'
import type { TracingSettings } from './tracing-settings.ts'

type Options = NonNullable<ConstructorParameters<typeof OTLPTraceExporter>[0]>

/**
 * Sends spans by OTLP over HTTP. It tries again by itself and gives up after its timeout. The log
 * is told once when spans begin to be lost, and once when they arrive again.
 */
export function createTraceExporter(settings: TracingSettings, log: Logger): SpanExporter {
  const exporter = new OTLPTraceExporter(optionsOf(settings))
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

/** Says everything: what is left out, the exporter would read from the environment. */
function optionsOf({ url, headers, timeoutMillis, isCompressed, ca }: TracingSettings): Options {
  const compression = (isCompressed ? 'gzip' : 'none') as NonNullable<Options['compression']>
  const httpAgentOptions = { keepAlive: true, ...(ca && { ca }) }
  return { url, headers: { ...headers }, timeoutMillis, compression, httpAgentOptions }
}

/** A collector that refuses may quote what it got, so only its status is told. */
function whyOf(error: (Error & { code?: unknown }) | undefined): string {
  if (typeof error?.code === 'number') return `the collector answers HTTP ${error.code}`
  // The exporter keeps a status to itself if it tried again because of it.
  if (error?.name === 'OTLPExporterError') return 'the collector answers that it is overloaded'
  // Such as on 4317, the port for gRPC.
  const isHttp = !String(error?.code).startsWith('HPE_')
  if (!isHttp) return 'the collector speaks no HTTP on this port. Usually it does on 4318'
  return error?.message ?? 'unknown'
}
