import type { finishSaml } from '@rekey/contracts/sso'
import type { Input } from '../../http/routes.ts'

/** Who calls, and from where: every call of this feature knows this. */
export type Coming = Pick<Input<typeof finishSaml>, 'cookies' | 'device' | 'ip' | 'requestId'>
