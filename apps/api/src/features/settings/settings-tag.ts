import type { Settings } from '@rekey/contracts/settings'
import { etagOf } from '../../http/etag.ts'
import { canonicalJson } from '../../models/audit-content.ts'

/** The entity tag of settings: of the whole document, so that it is the same on every instance. */
export const settingsTag = (settings: Settings): string => etagOf(canonicalJson(settings))
