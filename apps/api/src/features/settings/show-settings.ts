import type { showSettings as contract } from '@rekey/contracts/settings'
import type { Verb } from '../../http/routes.ts'
import { findSettings } from '../../models/settings.ts'

/** GET /settings. As the row holds them at this moment. */
export const showSettings: Verb<typeof contract> = async (_input, { db }) => ({
  status: 200,
  body: await findSettings(db),
})
