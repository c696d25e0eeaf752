import type { verifyCode } from '@rekey/contracts/password-reset'
import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import { normaliseCode } from '@rekey/contracts/typed-secrets'
import { call, type Problem } from '../../api.ts'
import type { Refusal } from '../../hooks/form-state.ts'
import { useForm } from '../../hooks/use-form.ts'
import { messages } from '../../messages.ts'
import { checkCode, refusedCode } from '../../public-kit/check-code.ts'
import { type DeadReason, deadReasonOf } from '../../public-kit/dead-reason.ts'
import { factorRequestOf } from '../../public-kit/second-factor/asked-factor.ts'
import { makePasskey } from '../../public-kit/second-factor/passkey.ts'
import { passkeyInsteadMessages as text } from './passkey-instead-messages.ts'
import type { PasskeySaving, SaveReset } from './use-save-reset.ts'

type Next = {
  readonly onEnd: (how: DeadReason) => void
  /** Called after a right code and a new passkey, if the user has a second factor. */
  readonly onFactor: (saving: PasskeySaving, request: FactorRequest) => void
}

/** Checks the code, lets the browser make a passkey, and saves it. */
export function usePasskeyInstead(
  token: string,
  save: SaveReset<PasskeySaving>,
  { onEnd, onFactor }: Next,
) {
  return useForm<'code'>({
    fields: ['code'],
    remember: ['code'],
    check: ({ code }) => checkCode(code),
    send: async (typed) => {
      const code = normaliseCode(typed.code)
      const made = await makeFor(token, code)
      if ('problem' in made) return refusalOf(made.problem, onEnd)
      if ('words' in made) return made
      const saving = { code, passkey: made.passkey }
      const problem = await save(saving)
      const request = problem && factorRequestOf(problem)
      if (request) onFactor(saving, request)
      return request ? null : problem && refusalOf(problem, onEnd)
    },
  })
}

type Made = Pick<PasskeySaving, 'passkey'> | { problem: Problem } | { words: string }

async function makeFor(token: string, code: string): Promise<Made> {
  const checked = await call<typeof verifyCode>('POST /password-resets/verify-code', {
    token,
    code,
  })
  if (!checked.ok) return { problem: checked.problem }
  if (!checked.body.newPasskey) return { words: text.notOffered }
  const passkey = await makePasskey(checked.body.newPasskey)
  if (passkey === 'not-loaded') return { words: messages.passkeysNotLoaded }
  if (passkey === null) return { words: text.none }
  return passkey === 'exists' ? { words: text.exists } : { passkey }
}

function refusalOf(problem: Problem, onEnd: Next['onEnd']): Refusal<'code'> | null {
  const end = deadReasonOf(problem)
  if (end) {
    onEnd(end)
    return null
  }
  if (problem.code === 'passkey-not-accepted') return { words: text.notAccepted }
  return refusedCode(problem) ?? { problem }
}
