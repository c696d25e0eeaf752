import type { FieldFault, Problem } from './generated/operations.ts'

/** Every code that a problem can have. The documentation tells cause and cure of each. */
export type ProblemCode = Problem['code']

/** All errors of calls, so that one `instanceof` finds them. */
export class RekeyError extends Error {
  override readonly name: string = 'RekeyError'
}

/** Rekey answered with a problem. Decide by `code`, which is stable. */
export class RekeyProblem extends RekeyError {
  override readonly name = 'RekeyProblem'
  declare readonly code: ProblemCode
  declare readonly status: number
  /** A sentence for people, if there is one. */
  declare readonly detail: string | undefined
  /** Each wrong field of the request. */
  declare readonly errors: readonly FieldFault[]
  /** Find it in the server's log. */
  declare readonly requestId: string
  /** In how many seconds to try again. Null if the answer doesn't say. */
  declare readonly retryAfter: number | null
  /** True: the answer to an earlier call with the same idempotency key. */
  declare readonly isReplayed: boolean
  /** The whole answer, with the fields that only some codes have, such as `triesLeft`. */
  declare readonly document: Problem

  constructor(
    document: Problem,
    answer: Pick<RekeyProblem, 'status' | 'retryAfter' | 'isReplayed'>,
  ) {
    super(sentenceOf(document))
    const { code, detail, errors = [], requestId } = document
    Object.assign(this, answer, { code, detail, errors, requestId, document })
  }
}

const sentenceOf = ({ code, title, detail, errors = [] }: Problem): string => {
  const fields = errors.map((error) => `${error.pointer} ${error.detail}`).join('; ')
  return `${code}: ${[detail ?? title, fields].filter(Boolean).join(' ')}`
}

/**
 * No answer came: the network failed, or it took too long. The server may have acted all the same.
 */
export class RekeyConnectionError extends RekeyError {
  override readonly name = 'RekeyConnectionError'
}

/** An answer came that isn't one of Rekey's, such as the error page of a proxy. */
export class RekeyAnswerError extends RekeyError {
  override readonly name = 'RekeyAnswerError'
  declare readonly status: number
  declare readonly contentType: string | null
  /** The beginning of the body. */
  declare readonly excerpt: string
  declare readonly retryAfter: number | null

  constructor(
    message: string,
    answer: Pick<RekeyAnswerError, 'status' | 'contentType' | 'excerpt' | 'retryAfter'>,
  ) {
    super(message)
    Object.assign(this, answer)
  }
}
