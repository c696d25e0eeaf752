import type { listApiKeys as contract } from '@rekey/contracts/api-keys'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { parseMoment } from '../../lib/keyset.ts'
import { findApiKeyPage } from './shown-api-keys.ts'

/** GET /api-keys. Newest first, both ways from a cursor. */
export const listApiKeys: Verb<typeof contract> = async ({ query }, { db }) => {
  const keyset = readKeyset(query, 2, parseMoment)
  const keys = await findApiKeyPage(db, keyset)
  return { status: 200, body: toPage(keys, keyset, ({ createdAt, id }) => [createdAt, id]) }
}
