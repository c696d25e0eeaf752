import type { FactorProof } from '@rekey/contracts/second-factor-fields'
import { expect, test, vi } from 'vitest'
import type { Problem } from '../../api.ts'
import { saveByKept } from './use-kept-proof.ts'
import type { SaveReset } from './use-save-reset.ts'

const saving = { code: '123456', newPassword: 'four unrelated words' }
const code: FactorProof = { method: 'recovery-code', code: 'ABCD-EFGH-JKMN-PQRS' }
const problem = (code: Problem['code']): Problem => ({ code, retryAt: null, details: {} })

test('a recovery code that was used meanwhile is dropped and not sent again', async () => {
  const drop = vi.fn()
  const save = vi.fn<SaveReset>(async (_, proof) =>
    problem(proof ? 'second-factor-wrong' : 'second-factor-required'),
  )
  const asked = await saveByKept(save, code, drop)(saving)
  expect(asked?.code).toBe('second-factor-required')
  expect(save.mock.calls).toEqual([[saving, code], [saving]])
  expect(drop).toHaveBeenCalledOnce()
})

test('a recovery code is kept for the next password while passwords are refused', async () => {
  const drop = vi.fn()
  const save = vi.fn<SaveReset>(async () => problem('password-not-accepted'))
  const refused = await saveByKept(save, code, drop)(saving)
  expect(refused?.code).toBe('password-not-accepted')
  expect(save).toHaveBeenCalledOnce()
  expect(drop).not.toHaveBeenCalled()
})
