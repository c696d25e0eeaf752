import { contracts } from '@rekey/contracts/all'
import { type ProblemCode, problemDocument, problems } from '@rekey/contracts/problems'
import type { Contract } from '@rekey/contracts/route'
import { problemExamples } from './examples.ts'

/** The framework's and the server's own errors, which any route may return. */
const always = ['bad-request', 'internal', 'overloaded'] as const
/** Any route refuses a call with an unknown API key, or with one that called too often. */
const withKey = ['not-signed-in', 'rate-limited'] as const
/** See http/idempotency.ts. */
const whenRepeated = ['conflict', 'idempotency-key-reused'] as const
const withBody = ['too-large', 'unsupported-media-type'] as const

/** All problems that a contract may answer with. */
function problemsOf(contract: Contract): ReadonlySet<ProblemCode> {
  const isPublic = contract.access === 'public'
  const isForAllSites = contract.method === 'GET' || contract.fromElsewhere
  return new Set<ProblemCode>([
    ...always,
    ...withKey,
    ...(contract.method === 'POST' ? whenRepeated : []),
    ...(contract.body || contract.rawBody ? withBody : []),
    ...contract.problems,
    // A call that changes something is refused from another site's page as well.
    ...(isPublic && isForAllSites ? [] : (['not-permitted'] as const)),
    ...(isPublic || contract.inChangeOnlySession ? [] : (['password-change-required'] as const)),
    ...(isPublic || contract.withoutFactor ? [] : (['second-factor-required'] as const)),
  ])
}

/**
 * What an operation may answer with besides the problems that its contract lists. Most operations
 * have these problems, so they say little about a single one.
 */
export function generalProblems(operationId: string): ReadonlySet<string> {
  const contract = contracts.find(({ name }) => name === operationId)
  if (!contract) throw new Error(`No operation is called ${operationId}.`)
  return new Set([...problemsOf(contract)].filter((code) => !contract.problems.includes(code)))
}

/** Each status once, with an example of each code that it may have. */
export function problemResponses(contract: Contract) {
  const byStatus = Map.groupBy(
    problemsOf(contract),
    (code) => contract.statuses?.[code] ?? problems[code].status,
  )
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
        ...headersOf(status),
        content: {
          'application/problem+json': {
            schema: problemDocument,
            examples: Object.fromEntries(
              codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
            ),
          },
        },
      },
    ]),
  )
}

function headersOf(status: number) {
  if (status === 401) return { headers: { 'WWW-Authenticate': howToSignIn } }
  if (status === 429 || status === 503) return { headers: { 'Retry-After': whenToRetry } }
  return {}
}

const howToSignIn = {
  description: 'How to sign in (RFC 6750). It says when a token was refused.',
  schema: { type: 'string' as const },
}

const whenToRetry = {
  description: 'After how many seconds a new try makes sense.',
  schema: { type: 'integer' as const },
}

/** An example of each problem that an operation has, which the responses refer to. */
export function problemExampleComponents(contracts: readonly Contract[], publicUrl: string) {
  const codes = new Set(contracts.flatMap((contract) => [...problemsOf(contract)]))
  return Object.fromEntries(
    [...codes].toSorted().map((code) => [
      code,
      {
        summary: problems[code].title,
        value: {
          type: `${publicUrl}/docs/errors#${code}`,
          title: problems[code].title,
          status: problems[code].status,
          code,
          requestId: '0d4f3c9e-6c7b-4b63-8d7e-2f6f3a1f8c52',
          ...problemExamples[code],
        },
      },
    ]),
  )
}
