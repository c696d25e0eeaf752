/** Facts about a span, from fixed lists or made by us. Never what a person or a client sent. */
type Facts = Readonly<Record<string, string | number>>

export type NewSpan = {
  /** `server` and `consumer` begin a part of a trace; the others belong to the span that runs. */
  readonly kind: 'server' | 'consumer' | 'client'
  readonly facts?: Facts
  /** The caller's span, as a W3C `traceparent` that the caller sent; it may be anything. */
  readonly parent?: unknown
  /** Spans that led to this one, as `traceparent`. */
  readonly links?: readonly string[]
}

export type OpenSpan = {
  add(facts: Facts): void
  /** @param type a word from a fixed list, or the class or code of an error */
  fail(type: string): void
  end(): void
  /** What the work begins belongs to this span. */
  run<T>(work: () => T): T
}

/** Where spans go. It exists only if the operator asked for traces. */
export type Tracing = {
  begin(name: string, span: NewSpan): OpenSpan
  /** Whether a span runs that is recorded. */
  isRunning(): boolean
  /** The span that runs, as W3C `traceparent`; null: none runs. */
  current(): string | null
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>
}

/**
 * Does work within a span. Of an error only the type is recorded, because its words may quote data.
 */
export async function traced<T>(
  tracing: Tracing,
  name: string,
  given: NewSpan,
  work: (span: OpenSpan) => Promise<T>,
): Promise<T> {
  const span = tracing.begin(name, given)
  try {
    return await span.run(() => work(span))
  } catch (error) {
    span.fail(errorType(error))
    throw error
  } finally {
    span.end()
  }
}

/** An error's code, such as PostgreSQL's `23505`, or its class. */
export function errorType(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const type = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return /^\w{1,60}$/.test(type) ? type : 'unknown'
}
