import type {
  FactorMethod,
  FactorProof,
  FactorRequest,
  PasskeyAnswer,
} from '@rekey/contracts/second-factor-fields'
import { isSixDigits, normaliseCode } from '@rekey/contracts/typed-secrets'
import type { Deps } from '../deps.ts'
import type { Statements } from '../lib/statements.ts'
import { findTotpStep } from '../lib/totp.ts'
import { type Factors, listProving, usePasskey, useTotpStep } from './factor-proofs.ts'
import { type ChallengeFor, spendChallenge } from './passkey-challenges.ts'
import { checkPasskey, passkeyRequestOptions } from './passkeys.ts'
import { findRecoveryCode, useRecoveryCode } from './recovery-codes.ts'
import { unsealTotpSecret } from './totp-secrets.ts'

/** A right proof that isn't used up yet. */
export type ProvedFactor = {
  readonly method: FactorMethod
  /**
   * Uses it up, in the transaction of the act that needs it. Lock the user first.
   * @returns false: it was used meanwhile
   */
  use(tx: Statements, at: Date): Promise<boolean>
}

type CheckDeps = Pick<Deps, 'config' | 'db' | 'keys' | 'clock'>
export type FactorOwner = { readonly id: string; readonly factors: Factors }

/** What the user can prove their second factor with, and what to ask the browser for. */
export async function requestFactor(
  deps: CheckDeps,
  { id, factors: { methods } }: FactorOwner,
  what: ChallengeFor,
): Promise<FactorRequest> {
  if (!methods.includes('passkey')) return { methods: [...methods] }
  const passkeys = await listProving(deps.db, id, 'passkey')
  return {
    methods: [...methods],
    passkeyOptions: await passkeyRequestOptions(deps, what, passkeys),
  }
}

/**
 * Judges a proof without using it up, so that a password which is refused costs no second factor.
 * @returns null: it is wrong, or its method can't be used now
 */
export async function checkFactor(
  deps: CheckDeps,
  { id, factors }: FactorOwner,
  { method, code, response }: FactorProof,
  what: ChallengeFor,
): Promise<ProvedFactor | null> {
  if (!factors.methods.includes(method)) return null
  if (method === 'passkey') return response ? checkByPasskey(deps, id, response, what) : null
  const typed = code ?? ''
  return method === 'totp' ? checkTotp(deps, id, typed) : checkRecoveryCode(deps, id, typed)
}

/** A code that was used once, or is older than that one, is wrong (RFC 6238, section 5.2). */
async function checkTotp(
  { db, keys, clock }: CheckDeps,
  userId: string,
  typed: string,
): Promise<ProvedFactor | null> {
  const code = normaliseCode(typed)
  if (!isSixDigits(code)) return null
  for (const factor of await listProving(db, userId, 'totp')) {
    const secret = unsealTotpSecret(keys, factor)
    const step = secret === null ? null : findTotpStep(secret, code, clock.now())
    if (step !== null && (factor.lastStep === null || step > factor.lastStep)) {
      return { method: 'totp', use: (tx, at) => useTotpStep(tx, factor.id, step, at) }
    }
  }
  return null
}

async function checkRecoveryCode(
  { db, keys }: CheckDeps,
  userId: string,
  typed: string,
): Promise<ProvedFactor | null> {
  const codeId = await findRecoveryCode(db, keys, userId, typed)
  if (codeId === null) return null
  return { method: 'recovery-code', use: (tx, at) => useRecoveryCode(tx, codeId, at) }
}

async function checkByPasskey(
  deps: CheckDeps,
  userId: string,
  response: PasskeyAnswer,
  what: ChallengeFor,
): Promise<ProvedFactor | null> {
  const passkeys = await listProving(deps.db, userId, 'passkey')
  const passkey = passkeys.find(({ credentialId }) => credentialId === response.id)
  const checked = passkey && (await checkPasskey(deps, passkey, response, what))
  if (!checked) return null
  return {
    method: 'passkey',
    use: async (tx, at) =>
      (await spendChallenge(tx, what, checked.challenge, at)) &&
      usePasskey(tx, passkey.id, checked.counter, at),
  }
}
