import type { Dns } from '../../lib/dns.ts'
import { txtNameOf } from '../../models/sso-domains.ts'

type Claimed = { readonly domain: string; readonly proof: string }

/** Looks for the TXT record of a claimed domain. @returns null: it is there; else a sentence */
export async function findProofFault(dns: Dns, { domain, proof }: Claimed): Promise<string | null> {
  const name = txtNameOf(domain)
  const answer = await dns.texts(name)
  if (answer.outcome === 'silent') {
    return `DNS didn't answer for ${name}. Try again in a few minutes.`
  }
  const found = answer.outcome === 'found' ? answer.values.map((text) => text.trim()) : []
  if (found.includes(proof)) return null
  return (await findDoubled(dns, { domain, proof })) ?? notFound(name, proof, found)
}

/** Many DNS providers add the domain to the typed name, so that it ends with the domain twice. */
async function findDoubled(dns: Dns, { domain, proof }: Claimed): Promise<string | null> {
  const name = `${txtNameOf(domain)}.${domain}`
  const answer = await dns.texts(name)
  if (answer.outcome !== 'found') return null
  if (!answer.values.some((text) => text.trim() === proof)) return null
  const short = txtNameOf(domain).slice(0, -domain.length - 1)
  return `The record is at ${name}. Your DNS provider adds the domain itself, so enter only ${short} as its name.`
}

const shownRecords = 5
const shownCharacters = 80

/** What stands in somebody's DNS is shown in short, and in one line. */
function notFound(name: string, proof: string, found: readonly string[]): string {
  const shown = found
    .slice(0, shownRecords)
    .map((text) => `"${text.replace(/\p{Cc}/gu, ' ').slice(0, shownCharacters)}"`)
  const instead = shown.length > 0 ? `We found: ${shown.join(', ')}.` : 'Nothing was found.'
  return `No TXT record of ${name} contains ${proof}. ${instead} New records can take an hour to appear.`
}
