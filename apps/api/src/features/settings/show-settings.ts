import type { showSettings as contract } from '@rekey/contracts/settings'
import type { Verb } from '../../http/routes.ts'
import { findSettings } from '../../models/settings.ts'
import { settingsTag } from './settings-tag.ts'

/** GET /settings. The row's present content, not a cached one. */
export const showSettings: Verb<typeof contract> = async (_input, { db }) => {
  const body = await findSettings(db)
  return { status: 200, body, etag: settingsTag(body) }
}
