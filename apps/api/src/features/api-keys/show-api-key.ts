import type { showApiKey as contract } from '@rekey/contracts/api-keys'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findApiKey } from './shown-api-keys.ts'

/** GET /api-keys/{id}. */
export const showApiKey: Verb<typeof contract> = async ({ params }, { db }) => {
  const key = await findApiKey(db, params.id)
  if (!key) throw new Problem('not-found')
  return { status: 200, body: key }
}
