import type { Answer, Body, Contract, Params, Query } from '@rekey/contracts/route'
import type { currentSession } from '@rekey/contracts/sessions'
import { QueryClient, queryOptions } from '@tanstack/react-query'
import { type Line, type Problem, type Result, request } from '../api.ts'

type Part<Name extends string, Value> = Value extends undefined
  ? unknown
  : { readonly [Key in Name]: Value }

type Sent<C extends Contract> = Part<'params', Params<C>> &
  Part<'body', Body<C>> & {
    readonly query?: Query<C>
    /** The `etag` of what was read: nothing else is overwritten. */
    readonly ifMatch?: string
    /** Breaks the call off: what it would have said is no longer wanted. */
    readonly signal?: AbortSignal
  }

type Rest<C extends Contract> = unknown extends Part<'params', Params<C>> & Part<'body', Body<C>>
  ? [Sent<C>?]
  : [Sent<C>]

/**
 * As `call`, with all that a contract may take:
 * `tell<typeof changeUser>('PATCH /users/{id}', { params: { id }, body })`. Never throws.
 */
export function tell<C extends Contract>(line: Line<C>, ...[sent]: Rest<C>): Promise<Result<C>> {
  const { params, query, body, signal, ifMatch } = (sent ?? {}) as Loose
  const filled = line.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params?.[name] ?? ''))
  return request<C>(`${filled}${queryString(query)}`, body, signal, ifMatch)
}

type Loose = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
  readonly ifMatch?: string
  readonly signal?: AbortSignal
}

/** `?search=jo`, in the order given, without what is undefined; empty where nothing is left. */
export function queryString(query: Loose['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length > 0 ? `?${new URLSearchParams(given as [string, string][])}` : ''
}

/** As `tell`, for TanStack Query. @throws RefusedError */
export async function ask<C extends Contract>(line: Line<C>, ...sent: Rest<C>): Promise<Answer<C>> {
  const result = await tell<C>(line, ...sent)
  if (result.ok) return result.body
  throw new RefusedError(result.problem)
}

/** A question that the server refused, or that did not reach it. */
export class RefusedError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

export const problemOf = (error: unknown): Problem | null =>
  error instanceof RefusedError ? error.problem : null

/**
 * What is refused isn't asked twice, and nothing is asked unbidden: whatever reaches the server
 * keeps an idle session alive.
 */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } },
  })

/** Who is signed in, as it was told on arrival and after signing in anew. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => ask<typeof currentSession>('GET /sessions/current'),
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnReconnect: false,
})
