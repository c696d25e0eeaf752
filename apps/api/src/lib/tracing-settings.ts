import {
  countRule,
  oneOf,
  type Parse,
  pairsRule,
  parseCount,
  parseHeaders,
  parsePairs,
  parseRatio,
  parseUrl,
  ratioRule,
  readCertificate,
  urlRule,
} from './tracing-values.ts'

/** What OpenTelemetry's variables say of traces. */
export type TracingSettings = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMillis: number
  readonly isCompressed: boolean
  /**
   * Certificates (PEM) of the only authorities that the collector may have; null: those of Node.
   */
  readonly ca: string | null
  readonly batch: {
    readonly scheduledDelayMillis: number
    readonly maxQueueSize: number
    readonly maxExportBatchSize: number
  }
  readonly sampler: { readonly name: SamplerName; readonly ratio: number }
  /** Attributes of the process that the operator sets. */
  readonly resource: Readonly<Record<string, string>>
}

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const
type SamplerName = (typeof samplers)[number]

/** Each has a second name, for traces alone, which comes first. */
const ofExporter = [
  'ENDPOINT',
  'HEADERS',
  'PROTOCOL',
  'TIMEOUT',
  'COMPRESSION',
  'CERTIFICATE',
] as const
const general = 'OTEL_EXPORTER_OTLP_'
const special = 'OTEL_EXPORTER_OTLP_TRACES_'

/** The variables that count. */
export const tracingNames: readonly string[] = [
  'OTEL_SDK_DISABLED',
  'OTEL_TRACES_EXPORTER',
  ...ofExporter.flatMap((part) => [general + part, special + part]),
  'OTEL_SERVICE_NAME',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_BSP_SCHEDULE_DELAY',
  'OTEL_BSP_MAX_QUEUE_SIZE',
  'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
]

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the variables. If they switch traces off, the others may say anything. */
export function readTracing(env: Environment): {
  readonly tracing: TracingSettings | null
  readonly faults: readonly string[]
} {
  if (!isAskedFor(env)) return { tracing: null, faults: [] }
  const faults: string[] = []
  const read: Reader = (name, fallback, parse, rule) => {
    const value = env[name]
    if (value === undefined) return fallback
    const parsed = parse(value)
    if (parsed === null) faults.push(`${name}: ${rule}`)
    return parsed ?? fallback
  }
  read('OTEL_TRACES_EXPORTER', 'otlp', oneOf(['otlp']), 'must be otlp or none')
  const tracing = {
    ...readExporter(env, read, faults),
    batch: readBatch(read),
    sampler: readSampler(read),
    resource: readResource(env, read),
  }
  return { tracing, faults }
}

function isAskedFor(env: Environment): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false
  const hasEndpoint = [general, special].some((start) => env[`${start}ENDPOINT`] !== undefined)
  return env.OTEL_TRACES_EXPORTER ? env.OTEL_TRACES_EXPORTER !== 'none' : hasEndpoint
}

type Reader = <T>(name: string, fallback: T, parse: Parse<T>, rule: string) => T

function readExporter(env: Environment, read: Reader, faults: string[]) {
  const nameOf = (part: (typeof ofExporter)[number]) =>
    env[special + part] === undefined ? general + part : special + part
  const readPairs = (name: string) => read(name, {}, parseHeaders, pairsRule)
  read(nameOf('PROTOCOL'), protocol, oneOf([protocol]), `must be ${protocol}, usually on port 4318`)
  const endpoint = nameOf('ENDPOINT')
  const url = read(endpoint, new URL('http://localhost:4318'), parseUrl, urlRule)
  // The general address is of all signals, and each has a path below it.
  if (endpoint !== `${special}ENDPOINT`) url.pathname = url.pathname.replace(/\/*$/, '/v1/traces')
  const certificate = nameOf('CERTIFICATE')
  return {
    url: url.href,
    headers: { ...readPairs(`${general}HEADERS`), ...readPairs(`${special}HEADERS`) },
    timeoutMillis: read(nameOf('TIMEOUT'), 10_000, parseCount, countRule),
    isCompressed:
      read(nameOf('COMPRESSION'), 'none', oneOf(['gzip', 'none']), 'must be gzip or none') ===
      'gzip',
    ca: readCertificate(certificate, env[certificate], faults),
  }
}

const protocol = 'http/protobuf'

const readBatch = (read: Reader) => ({
  scheduledDelayMillis: read('OTEL_BSP_SCHEDULE_DELAY', 5_000, parseCount, countRule),
  maxQueueSize: read('OTEL_BSP_MAX_QUEUE_SIZE', 2_048, parseCount, countRule),
  maxExportBatchSize: read('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 512, parseCount, countRule),
})

const readSampler = (read: Reader) => ({
  name: read('OTEL_TRACES_SAMPLER', 'always_on', oneOf(samplers), `must be ${samplers.join(', ')}`),
  ratio: read('OTEL_TRACES_SAMPLER_ARG', 1, parseRatio, ratioRule),
})

function readResource(env: Environment, read: Reader): Readonly<Record<string, string>> {
  const given = read('OTEL_RESOURCE_ATTRIBUTES', {}, parsePairs, pairsRule)
  return { ...given, ...(env.OTEL_SERVICE_NAME && { 'service.name': env.OTEL_SERVICE_NAME }) }
}
