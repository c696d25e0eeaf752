import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import { findBrowserLink } from '../../models/sso-links.ts'
import type { Coming } from './coming.ts'

/** The link that this browser is about to make. @throws Problem not-found */
export async function requireBrowserLink(deps: Deps, { cookies }: Pick<Coming, 'cookies'>) {
  const link = await findBrowserLink(deps, cookies['sso-link'])
  if (!link) throw new Problem('not-found')
  return link
}
