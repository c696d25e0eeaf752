import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace'
import type { TracingSettings } from './tracing-settings.ts'

/**
 * Decides which traces are recorded. With `parentbased_…`, a caller that sends a `traceparent`
 * does.
 */
export function createSampler({ name, ratio }: TracingSettings['sampler']): Sampler {
  const own = name.replace('parentbased_', '')
  const root =
    own === 'always_on'
      ? new AlwaysOnSampler()
      : own === 'always_off'
        ? new AlwaysOffSampler()
        : new TraceIdRatioBasedSampler(ratio)
  return own === name ? root : new ParentBasedSampler({ root })
}
