import type { listSecondFactors as contract } from '@rekey/contracts/second-factors'
import type { Verb } from '../../http/routes.ts'
import { countRecoveryCodes } from '../../models/recovery-codes.ts'
import { listFactors } from '../../models/second-factors.ts'
import { findOwnRule } from './own-rule.ts'

/** GET /account/second-factors. */
export const listSecondFactors: Verb<typeof contract> = async ({ caller }, deps) => {
  const { id } = caller.user
  const items = await listFactors(deps.db, id)
  const { rule, dueAt } = await findOwnRule(deps, caller)
  return {
    status: 200,
    body: {
      items: [...items],
      recoveryCodesLeft: await countRecoveryCodes(deps.db, id),
      isOffered: rule !== 'off',
      isRequired: rule === 'required',
      // An identity provider asks for second factors of its own.
      dueAt:
        items.length === 0 && caller.openedBy !== 'sso' ? (dueAt?.toISOString() ?? null) : null,
    },
  }
}
