/**
 * What the client has to know of an operation to call it, in one line, because pages load the list
 * of all operations: method, path below `/api/v1`, and traits.
 */
export type OperationLine = `${Method} /${string}`

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Trait =
  /** It takes a body: JSON, a form, or bytes as they are. */
  | 'json'
  | 'form'
  | 'raw'
  | 'mail'
  /** It doesn't answer with JSON, but with text, a redirect, or nothing. */
  | 'text'
  | 'location'
  | 'none'
  | 'list'
  | 'csv'
  /** A second call doesn't do the same as the first, whatever its method says. */
  | 'once'

export interface Operation {
  readonly method: Method
  readonly path: string
  readonly has: (trait: Trait) => boolean
}

export function readLine(line: OperationLine): Operation {
  const [method, path = '', ...traits] = line.split(' ')
  return { method: method as Method, path, has: (trait) => traits.includes(trait) }
}

/** The input of an operation that takes nothing. */
export type Empty = { readonly [name: string]: never }

export interface CallOptions {
  /** Ends the call, also while it waits to try again. The call then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** How long one try may take, in milliseconds. */
  readonly timeoutMs?: number | undefined
  /** How often to try again after a failure. 0: never. */
  readonly maxRetries?: number | undefined
  /** Retry only if the wait is no longer than this, in milliseconds. */
  readonly longestWaitMs?: number | undefined
  /** Your own key for a POST by API key, so that it has one effect even across your restarts. */
  readonly idempotencyKey?: string | undefined
  /** The end user's address, to count limits by. The API key needs the scope `clients.forward`. */
  readonly clientIp?: string | undefined
  /** Headers to add, such as `If-Match`. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Called for each answer that comes, also before a retry: for logs, or to read a header. */
  readonly onAnswer?: ((answer: AnswerInfo) => void) | undefined
}

export interface AnswerInfo {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly headers: Headers
}

/** An operation. Parameters, query and body go into one object. */
export type Call<Input, Answer> =
  Record<never, never> extends Input
    ? (input?: Input, options?: CallOptions) => Promise<Answer>
    : (input: Input, options?: CallOptions) => Promise<Answer>

/** What all pages of lists have. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

/** A list. Called as a function, it answers a single page. */
export type List<Input, Answer extends Page<unknown>> = Call<Input, Answer> & {
  /** All items of all pages, for `for await`. Each page is fetched when it is needed. */
  readonly all: Record<never, never> extends Input
    ? (input?: Input, options?: CallOptions) => AsyncGenerator<Answer['items'][number], void>
    : (input: Input, options?: CallOptions) => AsyncGenerator<Answer['items'][number], void>
}

/** A list that can also be read as CSV. */
export type ListAndCsv<Input, Answer extends Page<unknown>> = List<Input, Answer> & {
  /** All matching items as CSV, streamed. */
  readonly csv: (input?: Input, options?: CallOptions) => Promise<ReadableStream<Uint8Array>>
}
