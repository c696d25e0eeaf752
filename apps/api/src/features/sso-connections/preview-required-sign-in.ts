import type { previewRequiredSignIn as contract } from '@rekey/contracts/sso-connections'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { countOffered, countRequired } from '../../models/required-sign-in.ts'

/** GET /sso-connections/{id}/required-preview. Changes nothing. */
export const previewRequiredSignIn: Verb<typeof contract> = async ({ params: { id } }, { db }) => {
  const found = await db.ssoConnection.findUnique({ where: { id }, select: { id: true } })
  if (!found) throw new Problem('not-found')
  return {
    status: 200,
    body: { userCount: await countRequired(db, id), offeredCount: await countOffered(db, id) },
  }
}
