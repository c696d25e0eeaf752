import { expect, test } from 'vitest'
import { readTracing, type TracingSettings } from './tracing-settings.ts'

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }

const read = (env: Record<string, string>): TracingSettings | null => {
  const { tracing, faults } = readTracing(env)
  expect(faults).toEqual([])
  return tracing
}

const faultsOf = (env: Record<string, string>) => readTracing({ ...endpoint, ...env }).faults.join()

test('traces are off until an exporter or an endpoint asks for them', () => {
  expect(read({})).toBeNull()
  expect(read({ OTEL_SERVICE_NAME: 'rekey', OTEL_TRACES_SAMPLER: 'always_on' })).toBeNull()
  expect(read({ OTEL_TRACES_EXPORTER: 'otlp' })?.url).toBe('http://localhost:4318/v1/traces')
  expect(read(endpoint)).not.toBeNull()
})

test('they can be switched off, and then the other variables may say anything', () => {
  for (const off of [
    { OTEL_TRACES_EXPORTER: 'none' },
    { OTEL_SDK_DISABLED: 'true' },
    { OTEL_SDK_DISABLED: 'TRUE', OTEL_TRACES_EXPORTER: 'otlp' },
  ]) {
    expect(read({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', ...off })).toBeNull()
  }
})

test('the general address gets the path of traces, and the one of traces stays as it is', () => {
  const urlOf = (env: Record<string, string>) => read(env)?.url
  for (const given of ['https://collector.example/otlp', 'https://collector.example/otlp/']) {
    const expected = 'https://collector.example/otlp/v1/traces'
    expect(urlOf({ OTEL_EXPORTER_OTLP_ENDPOINT: given })).toBe(expected)
  }
  const special = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://tempo:4318/in' }
  expect(urlOf({ ...endpoint, ...special })).toBe('http://tempo:4318/in')
})

test('headers and attributes are percent-encoded pairs, and those of traces come first', () => {
  const tracing = read({
    ...endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20dXM6cHc=, x-tenant=all',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-tenant=traces',
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=x,deployment.environment.name=m%C3%BCnchen,',
    OTEL_SERVICE_NAME: 'accounts',
  })
  expect(tracing?.headers).toEqual({ authorization: 'Basic dXM6cHc=', 'x-tenant': 'traces' })
  expect(tracing?.resource).toEqual({
    'service.name': 'accounts',
    'deployment.environment.name': 'münchen',
  })
})

test('a wrong value is named by its variable, and not repeated', () => {
  for (const [name, ...wrong] of [
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'ftp://secret', 'http://us:secret@host'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', '/v1/traces'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'secret', 'a=%zz', 'a b=secret', 'a=%0Asecret', '=secret'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'http/json'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'grpc'],
    ['OTEL_EXPORTER_OTLP_TIMEOUT', '0', '-1', '10s'],
    ['OTEL_EXPORTER_OTLP_COMPRESSION', 'zip'],
    ['OTEL_EXPORTER_OTLP_CERTIFICATE', '/nonexistent/ca.pem', import.meta.filename],
    ['OTEL_TRACES_EXPORTER', 'jaeger', 'console'],
    ['OTEL_TRACES_SAMPLER', 'jaeger_remote'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5', 'half'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'production'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '0'],
  ] as const) {
    for (const value of wrong) {
      const told = faultsOf({ [name]: value })
      expect(told, value).toMatch(new RegExp(`^${name}: [^,]*(must be|can't be read)`))
      expect(told, value).not.toContain('secret')
    }
  }
})

test('a caller decides whether it is recorded only if the operator says so', () => {
  expect(read(endpoint)?.sampler).toEqual({ name: 'always_on', ratio: 1 })
  const some = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.05' }
  expect(read({ ...endpoint, ...some })?.sampler).toEqual({
    name: 'parentbased_traceidratio',
    ratio: 0.05,
  })
})
