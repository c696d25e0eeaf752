import { domainOf } from '../../models/domain-name.ts'
import type { Claims } from './claims.ts'
import { addressIn } from './oidc-address.ts'
import { type Compared, shownValue } from './sso-refusal.ts'
import type { Tested } from './test-sentences.ts'

type Told = { readonly sentences: readonly [string, string]; readonly compared: Compared[] }

/** Holds what came about the address against what is needed, and says what is wrong with it. */
export function compareAddress(tested: Tested, said: Claims['said']): Told {
  return tested.protocol === 'oidc' ? ofOidc(tested, said) : ofSaml(tested, said)
}

function ofOidc(tested: Tested, said: Claims['said']): Told {
  const claim = tested.addressFrom ?? 'email'
  const value = Object.hasOwn(said, claim) ? said[claim] : undefined
  const came = shownValue(Array.isArray(value) ? value[0] : value)
  const isTrusted = addressIn(said, tested.addressFrom) !== undefined
  const address = { claim, came, needed: neededOf(tested), ok: isOwned(tested, came) }
  if (came === null) return { sentences: noAddress(tested, claim), compared: [address] }
  const verified = shownValue(said.email_verified)
  const proof = { claim: 'email_verified', came: verified, needed: 'true', ok: isTrusted }
  const isProofNeeded = tested.addressFrom === null || !isTrusted
  const compared = isProofNeeded ? [address, proof] : [address]
  if (!isTrusted) return { sentences: verified === null ? unsaid : notVerified, compared }
  return { sentences: otherDomain(came), compared }
}

/** The attributes' names are many, so the one that holds an address is shown. */
function ofSaml(tested: Tested, said: Claims['said']): Told {
  const wanted = tested.addressFrom?.toLowerCase()
  const [claim, value] =
    Object.entries(said).find(([name, text]) =>
      wanted ? name.toLowerCase() === wanted : isAddress(shownValue(text)),
    ) ?? []
  const name = claim ?? tested.addressFrom ?? 'email'
  const came = shownValue(value)
  const compared = [{ claim: name, came, needed: neededOf(tested), ok: isOwned(tested, came) }]
  return { sentences: isAddress(came) ? otherDomain(came) : noAddress(tested, name), compared }
}

const isAddress = (came: string | null) => came !== null && domainOf(came) !== null

const isOwned = ({ domains }: Tested, came: string | null): boolean =>
  domains.includes((came && domainOf(came)) ?? '')

const neededOf = ({ domains }: Tested): string =>
  domains.length === 0
    ? 'An address of a verified domain'
    : domains.map((domain) => `@${domain}`).join(', ')

const noAddress = ({ addressFrom }: Tested, claim: string): readonly [string, string] => [
  '{name} sent no e-mail address.',
  addressFrom === null
    ? `Let {name} send ${claim}, or choose the claim or attribute that holds the address.`
    : `{name} sent no ${claim}. Choose another claim or attribute, or let {name} send it.`,
]

const notVerified = [
  '{name} sent an address that isn’t verified.',
  'In {name}, mark the address as verified, then test again. Or choose another claim that holds a verified address.',
] as const

const unsaid = [
  '{name} doesn’t say whether the address is verified.',
  'If your organization manages all addresses in {name}, choose email as the claim with the address. Entra ID needs that.',
] as const

const otherDomain = (came: string | null): readonly [string, string] => [
  '{name} sent an address of a domain that isn’t verified here.',
  `Verify ${(came && domainOf(came)) || 'its domain'} above. Or sign out at {name} and test with an account of a verified domain.`,
]
