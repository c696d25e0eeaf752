import type { listSecondFactors } from '@rekey/contracts/second-factors'
import { call } from '../../api.ts'

/** The second factors of the viewer, and what the settings say about them. */
export const callOwnFactors = () => call<typeof listSecondFactors>('GET /account/second-factors')
