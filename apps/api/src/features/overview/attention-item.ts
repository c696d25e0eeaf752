import type { AttentionItem } from '@rekey/contracts/overview'
import type { Permission } from '@rekey/contracts/permissions'
import type { Database } from '../../lib/database.ts'
import type { FactorSettings } from '../../models/factor-rules.ts'

/** What the caller may read, and the settings that judge what is found. */
export type Viewer = {
  readonly permissions: readonly Permission[]
  readonly settings: FactorSettings
}

/** Looks for one thing that may need attention. */
export type Look = (db: Database, now: Date, viewer: Viewer) => Promise<AttentionItem[]>

type Given = Pick<AttentionItem, 'kind' | 'severity' | 'count'> & {
  readonly [Time in 'since' | 'at' | 'until']?: Date | null
} & Partial<Pick<AttentionItem, 'subject' | 'reasons'>>

/** An item of the overview; what it doesn't say is null. */
export const item = ({ since, at, until, subject = null, reasons = [], ...given }: Given) => ({
  ...given,
  since: since?.toISOString() ?? null,
  at: at?.toISOString() ?? null,
  until: until?.toISOString() ?? null,
  subject,
  reasons,
})
