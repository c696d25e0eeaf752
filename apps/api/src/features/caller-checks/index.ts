import type { Handlers } from '../../http/routes.ts'
import { startCallerCheck } from './start-caller-check.ts'
import { verifyCaller } from './verify-caller.ts'

export const callerChecks = { startCallerCheck, verifyCaller } satisfies Partial<Handlers>
