import type { listSessions as contract } from '@rekey/contracts/sessions'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { parseMoment } from '../../lib/keyset.ts'
import { listOwnSessions } from './own-sessions.ts'

/** GET /sessions. The caller's own living sessions, newest first. */
export const listSessions: Verb<typeof contract> = async ({ caller, query }, { db, clock }) => {
  const keyset = readKeyset(query, 2, parseMoment)
  const sessions = await listOwnSessions(db, caller, keyset, clock.now())
  return { status: 200, body: toPage(sessions, keyset, ({ createdAt, id }) => [createdAt, id]) }
}
