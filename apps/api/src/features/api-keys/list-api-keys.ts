import type { listApiKeys as contract } from '@rekey/contracts/api-keys'
import { uuid } from '@rekey/contracts/fields'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { findApiKeyPage, type Place } from './shown-api-keys.ts'

/** GET /api-keys. Newest first, both ways from a cursor. */
export const listApiKeys: Verb<typeof contract> = async ({ query }, { db }) => {
  const keyset = readKeyset(query, 2, parsePlace)
  const keys = await findApiKeyPage(db, keyset)
  return { status: 200, body: toPage(keys, keyset, ({ createdAt, id }) => [createdAt, id]) }
}

function parsePlace([createdAt = '', id = '']: readonly string[]): Place | null {
  const time = new Date(createdAt)
  const isPlace = !Number.isNaN(time.getTime()) && uuid.safeParse(id).success
  return isPlace ? { createdAt: time, id } : null
}
