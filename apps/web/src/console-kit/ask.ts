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
    /** The `etag` of the state that was read, so that only this state is overwritten. */
    readonly ifMatch?: string
    /** Aborts the request when its answer isn't needed any more. */
    readonly signal?: AbortSignal
  }

type Rest<C extends Contract> = unknown extends Part<'params', Params<C>> & Part<'body', Body<C>>
  ? [Sent<C>?]
  : [Sent<C>]

/**
 * Like `call`, with everything that a contract may take: `tell<typeof changeUser>('PATCH
 * /users/{id}', { params: { id }, body })`. Never throws.
 */
export function tell<C extends Contract>(line: Line<C>, ...[sent]: Rest<C>): Promise<Result<C>> {
  const { params, query, body, signal, ifMatch } = (sent ?? {}) as Loose
  const filled = line.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params?.[name] ?? ''))
  return request<C>(`${filled}${queryString(query)}`, body, signal, ifMatch)
}

/** Sends changes. If there are none, it answers with the state `before` and asks nothing. */
export async function tellChanges<C extends Contract>(
  line: Line<C>,
  sent: Sent<C> & { readonly body: object },
  before: Answer<C>,
): Promise<Result<C>> {
  if (Object.keys(sent.body).length === 0) return { ok: true, body: before }
  return tell<C>(line, ...([sent] as unknown as Rest<C>))
}

type Loose = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
  readonly ifMatch?: string
  readonly signal?: AbortSignal
}

/** `?search=jo`, in the given order and without undefined values. Empty if there are none. */
export function queryString(query: Loose['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length > 0 ? `?${new URLSearchParams(given as [string, string][])}` : ''
}

/** Like `tell`, but it throws, as TanStack Query expects. @throws RefusedError */
export async function ask<C extends Contract>(line: Line<C>, ...sent: Rest<C>): Promise<Answer<C>> {
  return bodyOf(await tell<C>(line, ...sent))
}

/** @throws RefusedError */
export function bodyOf<C extends Contract>(result: Result<C>): Answer<C> {
  if (result.ok) return result.body
  throw new RefusedError(result.problem)
}

/** The server refused the request, or the request didn't reach it. */
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
 * Disables retries and automatic refetching, because every request to the server keeps an idle
 * session alive.
 */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } },
  })

/** The signed-in user, as the server told on arrival or after the last sign-in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => ask<typeof currentSession>('GET /sessions/current'),
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnReconnect: false,
})
