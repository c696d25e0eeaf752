import type { finishSaml } from '@rekey/contracts/sso'
import type { Input } from '../../http/routes.ts'

/** Who comes, from where: what all calls of this feature know. */
export type Coming = Pick<Input<typeof finishSaml>, 'cookies' | 'device' | 'ip' | 'requestId'>
