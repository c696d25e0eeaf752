import { providerUrl, type SamlMetadata } from '@rekey/contracts/sso-connections'
import { type Element, readElements } from '../../lib/read-elements.ts'
import { describeCertificate, readCertificate } from './certificates.ts'

type Read =
  | { readonly providers: SamlMetadata[]; readonly isSigned: boolean }
  | { readonly fault: string }

/** Larger than answers may be, because no signature is checked: some list a whole federation. */
const most = { tags: 20_000, attributes: 40_000 }

const mostCertificates = 50

/**
 * The identity providers that metadata describe (SAML metadata, 2.3 and 2.4.3). What is in them is
 * shown to an administrator, and kept only after that: their signature isn't checked.
 */
export async function readMetadata(text: string, now: Date): Promise<Read> {
  const xml = text.replace(/^\uFEFF/, '')
  if (/<!(?!--|\[CDATA\[)/.test(xml)) return { fault: 'must not have a document type' }
  const elements = await readElements(xml, most)
  const [root] = elements ?? []
  if (!elements || !/^Entit(y|ies)Descriptor$/.test(root?.name ?? '')) {
    return { fault: 'must be the metadata of a SAML provider' }
  }
  const providers = splitByEntity(elements).flatMap((entity) => readProvider(entity, now) ?? [])
  const isSigned = elements.some(
    ({ name, within }) =>
      name === 'Signature' && /^Entit(y|ies)Descriptor$/.test(within.at(-1) ?? ''),
  )
  return providers.length > 0
    ? { providers, isSigned }
    : { fault: 'describes no identity provider' }
}

/**
 * Each entity with what is in it, and before it what holds it: `validUntil` counts from there too.
 */
function splitByEntity(elements: readonly Element[]): Element[][] {
  const holders = elements.filter(({ name }) => name === 'EntitiesDescriptor')
  const entities: Element[][] = []
  for (const element of elements) {
    if (element.name === 'EntityDescriptor') {
      entities.push([...holders.filter((holder) => isInside(element, holder)), element])
    } else entities.at(-1)?.push(element)
  }
  return entities
}

function isInside({ node }: Element, holder: Element): boolean {
  for (let at = node.parentNode; at; at = at.parentNode) if (at === holder.node) return true
  return false
}

/** Null: it is no identity provider, or none that speaks SAML 2.0. */
function readProvider(entity: readonly Element[], now: Date): SamlMetadata | null {
  const entityId = entity.find(({ name }) => name === 'EntityDescriptor')?.attributes.entityID
  const role = entity.find(
    ({ name, attributes }) =>
      name === 'IDPSSODescriptor' &&
      attributes.protocolSupportEnumeration?.includes('urn:oasis:names:tc:SAML:2.0:protocol'),
  )
  if (!entityId || !role) return null
  const inRole = entity.filter((element) => isInside(element, role))
  const ends = entity
    .filter(({ name }) => name.endsWith('Descriptor'))
    .flatMap(({ attributes }) => Date.parse(attributes.validUntil ?? '') || [])
  const end = ends.length > 0 ? new Date(Math.min(...ends)) : null
  return {
    entityId,
    ...findSignInUrl(inRole),
    ...findCertificates(inRole, now),
    validUntil: end?.toISOString() ?? null,
    isExpired: end !== null && end <= now,
    wantsSignedRequests: /^(true|1)$/.test(role.attributes.WantAuthnRequestsSigned ?? ''),
  }
}

function findSignInUrl(role: readonly Element[]): Pick<SamlMetadata, 'signInUrl' | 'binding'> {
  const urlOf = (binding: string) =>
    role
      .filter(({ name }) => name === 'SingleSignOnService')
      .filter(
        ({ attributes }) =>
          attributes.Binding === `urn:oasis:names:tc:SAML:2.0:bindings:${binding}`,
      )
      .map(({ attributes }) => attributes.Location?.trim() ?? '')
      .find((url) => providerUrl.safeParse(url).success)
  const redirect = urlOf('HTTP-Redirect')
  if (redirect) return { signInUrl: redirect, binding: 'redirect' }
  const post = urlOf('HTTP-POST')
  return post ? { signInUrl: post, binding: 'post' } : { signInUrl: null, binding: null }
}

/** Without a use, a key is for signing too. Keys that can't be used are reported, not kept. */
function findCertificates(role: readonly Element[], now: Date) {
  const keys = role.filter(
    ({ name, attributes }) =>
      name === 'KeyDescriptor' && (attributes.use ?? 'signing') === 'signing',
  )
  const read = role
    .filter(({ name }) => name === 'X509Certificate')
    .slice(0, mostCertificates)
    .filter((element) => keys.some((key) => isInside(element, key)))
    .map(({ node }) => readCertificate(node.textContent ?? '', now))
  const pems = new Set(read.flatMap((one) => ('pem' in one ? [one.pem] : [])))
  return {
    certificates: Array.from(pems, describeCertificate),
    refusedCertificates: read.flatMap((one) => ('fault' in one ? [one.fault] : [])),
  }
}
