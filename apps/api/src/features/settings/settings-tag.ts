import type { Settings } from '@rekey/contracts/settings'
import { etagOf } from '../../http/etag.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'

/** The entity tag of the settings, made from the whole document, so every instance has the same. */
export const settingsTag = (settings: Settings): string => etagOf(canonicalJson(settings))
