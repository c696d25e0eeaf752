import type { SpanContext } from '@opentelemetry/api'

/** W3C Trace Context, 3.2. Later versions have the same parts in front; version ff is invalid. */
const pattern =
  /^(?<version>(?!ff)[\da-f]{2})-(?<traceId>(?!0{32})[\da-f]{32})-(?<spanId>(?!0{16})[\da-f]{16})-(?<flags>[\da-f]{2})(?:$|-)/

const lengthOfVersion00 = 55

/**
 * Reads a span that a caller or a job names; null: it isn't one. `tracestate` and `baggage` aren't
 * read: anybody may write them, and we call nobody who would need them.
 */
export function readTraceparent(value: unknown): SpanContext | null {
  if (typeof value !== 'string') return null
  const { version, traceId, spanId, flags } = pattern.exec(value)?.groups ?? {}
  if (!traceId || !spanId || !flags) return null
  if (version === '00' && value.length !== lengthOfVersion00) return null
  // Of the flags, only "sampled" is known.
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true }
}

export const writeTraceparent = ({ traceId, spanId }: SpanContext): string =>
  `00-${traceId}-${spanId}-01`
