/** How an operation is called, apart from its name and path. */
export interface OperationKind {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** It takes a body, which is JSON. */
  readonly hasBody?: true
  /** Left out: it answers with JSON. */
  readonly answersWith?: 'text' | 'nothing'
  readonly isList?: true
  readonly hasCsv?: true
  /** A second call doesn't do the same as the first, whatever its method says. */
  readonly isOnce?: true
}

export interface Operation extends OperationKind {
  /** Below `/api/v1`. */
  readonly path: string
}

/** All operations of one kind. Pages load the table of them, so it says each kind only once. */
export interface OperationGroup extends OperationKind {
  /** By the name of the operation. */
  readonly paths: Readonly<Record<string, string>>
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
