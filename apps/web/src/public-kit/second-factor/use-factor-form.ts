import type {
  FactorMethod,
  FactorProof,
  FactorRequest,
} from '@rekey/contracts/second-factor-fields'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import type { Problem } from '../../api.ts'
import { fill } from '../../fill.ts'
import type { Refusal } from '../../hooks/form-state.ts'
import { useForm } from '../../hooks/use-form.ts'
import { messages } from '../../messages.ts'
import { canUsePasskeys } from './can-use-passkeys.ts'
import { checkFactorCode } from './check-factor-code.ts'
import { factorMessages as text } from './factor-messages.ts'
import { askForPasskey } from './passkey.ts'

/**
 * Sends a proof. It resolves to null if the proof was right, or if the caller has shown another
 * screen because this step is over.
 */
export type SendProof = (proof: FactorProof, form: HTMLFormElement) => Promise<Problem | null>

/** What the user has and this browser can do. Passkeys come first. */
export const waysOf = ({ methods }: FactorRequest): readonly FactorMethod[] =>
  methods.filter((method) => method !== 'passkey' || canUsePasskeys())

/** A form for one way. A code that was refused isn't sent again until the user changes it. */
export function useFactorForm(way: FactorMethod, request: FactorRequest, send: SendProof) {
  return useForm<'factorCode'>({
    fields: way === 'passkey' ? [] : ['factorCode'],
    remember: way === 'passkey' ? [] : ['factorCode'],
    check: ({ factorCode }) => {
      const fault = checkFactorCode(way, factorCode ?? '')
      return fault === undefined ? {} : { factorCode: fault }
    },
    send: async ({ factorCode }, form) => {
      const proof = await proofOf(way, factorCode, request)
      if (proof === 'not-loaded') return { words: messages.passkeysNotLoaded }
      if (!proof) {
        return { words: waysOf(request).length > 1 ? text.noPasskey : text.noPasskeyAlone }
      }
      const problem = await send(proof, form)
      return problem && refusalOf(way, problem)
    },
  })
}

async function proofOf(
  method: FactorMethod,
  typed: string,
  { passkeyOptions }: FactorRequest,
): Promise<FactorProof | 'not-loaded' | null> {
  if (method === 'totp') return { method, code: normaliseCode(typed) }
  if (method === 'recovery-code') return { method, code: typed.trim() }
  const response = passkeyOptions ? await askForPasskey(passkeyOptions) : null
  return response && response !== 'not-loaded' ? { method, response } : response
}

function refusalOf(way: FactorMethod, problem: Problem): Refusal<'factorCode'> {
  if (problem.code !== 'second-factor-wrong') return { problem }
  const { triesLeft } = problem.details
  if (way === 'passkey') return { words: withTries(text.wrongPasskey, triesLeft) }
  return { errors: { factorCode: withTries(text.wrongCode, triesLeft) } }
}

export function withTries(what: string, tries: number | undefined): string {
  if (tries === undefined) return what
  return tries === 1 ? fill(text.oneTry, { what }) : fill(text.tries, { what, tries })
}
