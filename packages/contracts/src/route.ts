import type * as z from 'zod/mini'
import type { Permission } from './permissions.ts'
import type { ProblemCode } from './problems.ts'

/**
 * Who may call a route. `public`: everyone. `session`: all signed-in users, for their own data.
 * `anyOf`: callers with at least one of these permissions. Each route has one of the three.
 */
export type Access =
  | 'public'
  | 'session'
  | { readonly anyOf: readonly [Permission, ...Permission[]] }

/** The limits per IP address, whose values are in the settings. */
export type IpLimitName = 'passwordResets' | 'codeTries' | 'signIns' | 'signInOptions'

/** The limits in the settings, and the fixed limit for senders of delivery reports. */
export type LimitName = IpLimitName | 'mailEvents'

/** A body that the handler gets byte for byte, because a signature covers it or it isn't JSON. */
export type RawBody = {
  readonly type: 'application/json' | 'message/rfc822'
  readonly maximumBytes: number
  /** The handler gets only this many bytes from the start, or all if this is left out. */
  readonly keptBytes?: number
}

/** A REST call. Its route, its OpenAPI entry and its typed client all come from this. */
export type Contract = {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The path below `/api/v1`, with parameters in braces as in OpenAPI: `/sessions/{id}`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly access: Access
  /**
   * True: can be called in a session that must change its password, where other routes are refused.
   */
  readonly inChangeOnlySession?: true
  /**
   * True: can be called by a user who must have a second factor and still has none after the days
   * of grace, where other routes are refused.
   */
  readonly withoutFactor?: true
  /** The per-IP limit that the route uses. Null if a session or a rule of its own limits it. */
  readonly limit: LimitName | null
  readonly params?: z.ZodMiniType
  readonly query?: z.ZodMiniType
  readonly body?: z.ZodMiniType
  /** The content type of the body, by default JSON. */
  readonly takes?: 'application/x-www-form-urlencoded'
  /** The maximum bytes of the body, by default 16 KiB. */
  readonly bodyLimit?: number
  /**
   * True: another site's page may send it. The route then checks its own cookie to bind the
   * browser.
   */
  readonly fromElsewhere?: true
  /** The headers that the route reads, in a loose object, as requests have other headers too. */
  readonly headers?: z.ZodMiniType
  /** Replaces `body`. */
  readonly rawBody?: RawBody
  /** Status and body of the successful answer (`null`: no body; 303: a redirect). */
  readonly status: 200 | 201 | 202 | 204 | 303
  readonly answer: z.ZodMiniType | null
  /** True: the answer holds a secret, so it isn't kept for a call that is repeated. */
  readonly answerHoldsSecret?: true
  /** The content type of an answer that is a string, by default JSON. */
  readonly answersIn?: 'application/xml'
  /**
   * Another content type, which callers select by `Accept`. The answer is then complete, not paged.
   */
  readonly streams?: 'text/csv'
  /**
   * A person's browser opens this route itself. A problem leads it to this page, with the problem's
   * code as `reason`, because the person can't read a problem document.
   */
  readonly problemPage?: '/sso/failed'
  /** Problems of this route, in addition to those that every route may return. */
  readonly problems: readonly ProblemCode[]
  /** Statuses of this route's problems that differ from the usual ones. */
  readonly statuses?: Readonly<Partial<Record<ProblemCode, 401>>>
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
