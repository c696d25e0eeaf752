import type * as z from 'zod/mini'
import type { Permission } from './permissions.ts'
import type { ProblemCode } from './problems.ts'
import type { IpLimitName } from './settings.ts'

/**
 * Who may call a route. `public`: anybody. `session`: whoever is signed in, for their own things.
 * `anyOf`: a caller who holds one of these permissions. Every route names one of the three.
 */
export type Access =
  | 'public'
  | 'session'
  | { readonly anyOf: readonly [Permission, ...Permission[]] }

/** The settings' budgets, and the fixed one of those who report on mails. */
export type LimitName = IpLimitName | 'mailEvents'

/** A body that reaches the verb byte for byte: a signature covers it, or it is no JSON. */
export type RawBody = {
  readonly type: 'application/json' | 'message/rfc822'
  readonly maximumBytes: number
  /** Of these the verb gets the beginning alone; all when left out. */
  readonly keptBytes?: number
}

/** One REST call: the single source of its route, its OpenAPI entry and its typed client. */
export type Contract = {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`, parameters in braces as in OpenAPI: `/sessions/{id}`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly access: Access
  /** True: may be called in a session that must change its password; all else is refused there. */
  readonly inChangeOnlySession?: true
  /** The per-IP budget it draws on; null where a session or its own rule bounds it. */
  readonly limit: LimitName | null
  readonly params?: z.ZodMiniType
  readonly query?: z.ZodMiniType
  readonly body?: z.ZodMiniType
  /** What the body is written in; JSON when left out. */
  readonly takes?: 'application/x-www-form-urlencoded'
  /** Bytes of the body; 16 KiB when left out. */
  readonly bodyLimit?: number
  /** True: another site's page may send it, and it binds the browser by a cookie of its own. */
  readonly fromElsewhere?: true
  /** Headers that it reads; a loose object, since there are others. */
  readonly headers?: z.ZodMiniType
  /** Instead of `body`. */
  readonly rawBody?: RawBody
  /** The one good answer: its status and its body (`null`: no body; with 303 it leads elsewhere). */
  readonly status: 200 | 201 | 202 | 204 | 303
  readonly answer: z.ZodMiniType | null
  /** What the answer, a string, is written in; JSON when left out. */
  readonly answersIn?: 'application/xml'
  /** Also answered as, whole and unpaged, to whoever prefers it by `Accept`. */
  readonly streams?: 'text/csv'
  /** Problems of its own, beside those that every route may give. */
  readonly problems: readonly ProblemCode[]
}

/** Types a contract without widening it. */
export const route = <const C extends Contract>(contract: C): C => contract

type Output<S, Otherwise> = S extends z.ZodMiniType ? z.infer<S> : Otherwise

export type Params<C extends Contract> = Output<C['params'], undefined>
export type Query<C extends Contract> = Output<C['query'], undefined>
export type Headers<C extends Contract> = Output<C['headers'], undefined>
export type Body<C extends Contract> = C extends { readonly rawBody: RawBody }
  ? Uint8Array
  : Output<C['body'], undefined>
export type Answer<C extends Contract> = Output<C['answer'], null>
