import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { Problem } from '../../api.ts'

/** The password of a sign-in was right, and the user has a second factor. */
export type AskedFactor = {
  readonly username: string
  readonly challenge: string
  readonly request: FactorRequest
}

/** What can prove the second factor that the server asks for. Null: it asks for none. */
export function factorRequestOf(problem: Problem | null): FactorRequest | null {
  const { methods, passkeyOptions } = problem?.details ?? {}
  return methods ? { methods, passkeyOptions } : null
}

/** Null: the problem is another one. */
export function askedFactorOf(username: string, problem: Problem): AskedFactor | null {
  const request = factorRequestOf(problem)
  const { challenge } = problem.details
  return request && challenge !== undefined ? { username, challenge, request } : null
}
