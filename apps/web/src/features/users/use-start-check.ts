import type { startCallerCheck } from '@rekey/contracts/caller-checks'
import type { User } from '@rekey/contracts/users'
import { tell } from '../../console-kit/ask.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import type { RunningCheck } from './use-running-check.ts'

/** Mails the code. While one works, it is the same one again. */
export const useStartCheck = ({ id }: User, onSent: (check: RunningCheck) => void) =>
  useVerb<typeof startCallerCheck>(
    () => tell('POST /users/{id}/caller-checks', { params: { id } }),
    (check) => onSent({ ...check, sentAt: Date.now() }),
  )
