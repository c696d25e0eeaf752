import type { inspectDisown as contract } from '@rekey/contracts/password-reset'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findDisownedSubject } from './disowned-subject.ts'

/** POST /password-resets/disown/inspect. It changes nothing, so link scanners may call it. */
export const inspectDisown: Verb<typeof contract> = async ({ body }, deps) => {
  const subject = await findDisownedSubject(deps, body.token)
  if (!subject) throw new Problem('reset-link-invalid')
  return { status: 200, body: { about: subject.about } }
}
