import type { Resolver } from 'node:dns/promises'
import { txtNameOf } from '../../models/sso-domains.ts'

type Claimed = { readonly domain: string; readonly proof: string }

/** No record of that name: the name is not there, or holds none of this type. */
const noRecord = new Set(['ENOTFOUND', 'ENODATA'])

/** Looks for the TXT record of a claimed domain. @returns null: it is there; else a sentence */
export async function findProofFault(
  resolver: Pick<Resolver, 'resolveTxt'>,
  { domain, proof }: Claimed,
): Promise<string | null> {
  const name = txtNameOf(domain)
  try {
    const found = (await resolver.resolveTxt(name)).map((chunks) => chunks.join('').trim())
    return found.includes(proof) ? null : notFound(name, proof, found)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return noRecord.has(code)
      ? notFound(name, proof, [])
      : `DNS didn't answer for ${name}. Try again in a few minutes.`
  }
}

const shownRecords = 5
const shownCharacters = 80

/** What stands in somebody's DNS is shown in short, and in one line. */
function notFound(name: string, proof: string, found: readonly string[]): string {
  const shown = found
    .slice(0, shownRecords)
    .map((text) => `"${text.replace(/\p{Cc}/gu, ' ').slice(0, shownCharacters)}"`)
  const instead = shown.length > 0 ? `What was found: ${shown.join(', ')}.` : 'Nothing was found.'
  return `No TXT record of ${name} holds ${proof}. ${instead} New records can take an hour to be seen.`
}
