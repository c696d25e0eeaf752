import { Problem } from '../../http/problem.ts'
import { asciiDomain } from '../../models/domain-name.ts'

/** The domain in the form that is kept. @throws Problem bad-request, at /domain */
export function requireDomain(typed: string): string {
  const domain = asciiDomain(typed)
  if (domain !== null) return domain
  const detail = 'must be a domain name such as example.com'
  throw new Problem('bad-request', { errors: [{ pointer: '/domain', detail }] })
}
