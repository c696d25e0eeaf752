import { type FieldFault, type ProblemCode, problems } from '@rekey/contracts/problems'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { en } from 'zod/locales'
import { config as configureZod } from 'zod/mini'
import type { Config } from '../config.ts'
import { isDatabaseAway } from '../lib/is-database-away.ts'
import { Overloaded } from '../lib/overloaded.ts'
import { MailBudgetSpent } from '../models/mail-budget.ts'
import { contractOf } from './contract-of.ts'

type Extra = {
  /** Only for the log; the caller never sees it. */
  cause?: unknown
  detail?: string
  errors?: FieldFault[]
  headers?: Record<string, string>
  /** If it isn't the usual one of the code; where a contract has it, the contract names it too. */
  status?: 400 | 401 | 408 | 431
  /** Extension members of RFC 9457, such as `triesLeft`. */
  extra?: Record<string, unknown>
}

/** A verb throws this when it can't continue: a listed code, with the details that may be shown. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly shown: Omit<Extra, 'cause'>

  constructor(code: ProblemCode, { cause, ...shown }: Extra = {}) {
    super(code, { cause })
    this.name = 'Problem'
    this.code = code
    this.shown = shown
  }
}

/**
 * Too many tries of one name, or too many mails; it says when the next try is allowed. Status 429
 * with `Retry-After` (RFC 9110, 10.2.3).
 */
export const mustWait = (until: Date, now: Date) => tooMany(until.getTime() - now.getTime())

/** Whole seconds, never 0. */
export const tooMany = (waitMs: number) =>
  new Problem('rate-limited', {
    headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) },
  })

/** Answers every error, ours and the framework's, as `application/problem+json` (RFC 9457). */
export function answerProblems(app: FastifyInstance, config: Explained) {
  // The contracts are written in zod/mini, which has no messages of its own.
  configureZod(en())
  const answer = send(config)
  app.setErrorHandler((error, request, reply) => answer(toProblem(error), error, request, reply))
  app.setNotFoundHandler((request, reply) => answer(new Problem('not-found'), null, request, reply))
}

/**
 * Answers requests that the router refuses before it finds a route, for example a damaged
 * percent-encoding.
 */
export const answerFrameworkError =
  (config: Explained) =>
  (error: Error, request: FastifyRequest, reply: FastifyReply): void =>
    void send(config)(toProblem(error), error, request, reply)

/** The address of the error's documentation, to which its `type` links (RFC 9457, 3.1.1). */
type Explained = Pick<Config, 'publicUrl'>

const send =
  (config: Explained) =>
  (problem: Problem, error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const document = describeProblem(problem, request.id, config)
    logProblem(problem, error, request)
    const page = pageFor(problem, request)
    if (page !== null) return reply.header('cache-control', 'no-store').redirect(page, 303)
    return reply
      .status(document.status)
      .headers(problem.shown.headers ?? {})
      .header('cache-control', 'no-store')
      .serializer(JSON.stringify)
      .type('application/problem+json')
      .send(document)
  }

/** The page that says it to a person, whose browser opened the address itself. Null: there is none. */
function pageFor({ code }: Problem, request: FastifyRequest): string | null {
  const page = contractOf(request)?.problemPage
  if (page === undefined || !request.headers.accept?.includes('text/html')) return null
  request.log.info({ problem: code }, 'led to a page')
  const { id = '' } = request.params as { id?: string }
  return `${page}?${new URLSearchParams({ reason: code, connection: id }).toString()}`
}

/**
 * The caller never sees the cause, so the log has it. Calls of a feature that isn't set up are no
 * errors, because strangers may send them as often as they like.
 */
export function logProblem({ code, cause }: Problem, error: unknown, { log }: FastifyRequest) {
  const { status, title } = problems[code]
  if (status >= 500 && code !== 'not-configured') log.error({ err: error, problem: code }, title)
  else if (cause) log.info({ err: cause, problem: code }, title)
}

/** The body of the answer to a problem. */
export function describeProblem(
  { code, shown: { detail, errors, status, extra = {} } }: Problem,
  requestId: string,
  { publicUrl }: Explained,
) {
  return {
    type: `${publicUrl}/docs/errors#${code}`,
    ...problems[code],
    ...(status !== undefined && { status }),
    code,
    ...(detail !== undefined && { detail }),
    ...(errors && { errors }),
    requestId,
    ...extra,
  }
}

/** The listed problem that fits an error. An unknown error is `internal`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Overloaded || isDatabaseAway(error)) {
    return new Problem('overloaded', { cause: error, headers: { 'retry-after': '2' } })
  }
  if (error instanceof MailBudgetSpent) return mustWait(error.until, error.at)
  if (hasZodFastifySchemaValidationErrors(error)) return badFields(error)
  const status = statusOf(error)
  if (status === 413) return new Problem('too-large', { cause: error })
  if (status === 415) return new Problem('unsupported-media-type', { cause: error })
  if (status === 404) return new Problem('not-found', { cause: error })
  if (status >= 400 && status < 500) return new Problem('bad-request', { cause: error })
  return new Problem('internal', { cause: error })
}

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error
    ? Number(error.statusCode)
    : 500

type FieldError = {
  keyword: string
  instancePath: string
  message?: string | undefined
  params: object
}

/** Names each field (RFC 6901). Fields that the contract doesn't have are named one by one. */
function badFields({ validation }: { validation: FieldError[] }): Problem {
  const errors = validation.flatMap(({ keyword, instancePath, message, params }) => {
    const detail = message ?? 'is not well formed'
    if (keyword !== 'unrecognized_keys') return [{ pointer: instancePath, detail }]
    const keys = 'keys' in params && Array.isArray(params.keys) ? params.keys : []
    const at = instancePath.replace(/\/$/, '')
    return keys.map((key) => ({ pointer: `${at}/${key}`, detail: 'is not known' }))
  })
  return new Problem('bad-request', { errors })
}
