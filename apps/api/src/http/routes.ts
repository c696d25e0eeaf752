import type { Readable } from 'node:stream'
import type { ContractName, Contracts } from '@rekey/contracts/all'
import type { Access, Answer, Body, Contract, Headers, Params, Query } from '@rekey/contracts/route'
import type { Deps } from '../deps.ts'
import type { LivingSession } from '../models/find-session.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { Admit } from './admit-body.ts'
import type { Caller } from './authenticate.ts'
import type { Cookie, CookieName } from './cookies.ts'

/** A verb's arguments: the checked input, the caller, and where the call comes from. */
export type Input<C extends Contract> = {
  readonly params: Params<C>
  readonly query: Query<C>
  readonly body: Body<C>
  readonly headers: Headers<C>
  /** Null on public routes. Only sessions may call routes for one's own account. */
  readonly caller: CallerOf<C['access']>
  /**
   * Where the user is. A program with `clients.forward` may name it, so only limits depend on it.
   */
  readonly ip: string
  /** From where the call came. */
  readonly peer: string
  /** From a fixed list ("Chrome on Windows"); null: unknown. */
  readonly device: string | null
  readonly cookies: { readonly [N in CookieName]: string | undefined }
  readonly accessTokens: AccessTokens
  readonly requestId: string
}

type CallerOf<A extends Access> = A extends 'public'
  ? null
  : A extends 'session'
    ? LivingSession
    : Caller

export type Reply<C extends Contract> = {
  readonly status: C['status']
  readonly body: Answer<C>
  readonly cookies?: readonly Cookie[]
  /** Identifies this state of the answered resource (RFC 9110, 8.8.3). */
  readonly etag?: string
  /** With 303: the target, a path of ours or an address that an administrator configured. */
  readonly location?: string
}

/** One endpoint: input, steps in call order, answer. Throws `Problem` for expected failures. */
export type Verb<C extends Contract> = (input: Input<C>, deps: Deps) => Promise<Reply<C>>

/**
 * A verb that a batch of users uses, too. Of the request it needs only who acts, and from where.
 */
export type ActVerb<C extends Contract> = (input: ActInput<C>, deps: Deps) => Promise<Reply<C>>

export type ActInput<C extends Contract> = Pick<
  Input<C>,
  'params' | 'body' | 'caller' | 'ip' | 'requestId'
>

/** The complete answer in the form that the contract `streams`; it is read while it is sent. */
export type StreamVerb<C extends Contract> = (
  input: Input<C>,
  deps: Deps,
) => Promise<{ readonly filename: string; readonly body: Readable }>

/** The implementation of a contract: its verb, and extras that few contracts need. */
export type Handler<C extends Contract> =
  | Verb<C>
  | {
      readonly verb: Verb<C>
      readonly streamVerb?: StreamVerb<C>
      /** Checks a call with a large body by its headers. */
      readonly admit?: Admit<C>
    }

/**
 * The implementations of all contracts; a feature has its own part. A missing one is a type error
 * in `app.ts`.
 */
export type Handlers = { readonly [N in ContractName]: Handler<Contracts[N]> }
