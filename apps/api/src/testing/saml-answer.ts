import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import samlp from 'samlp'
import { SignedXml } from 'xml-crypto'
import { createCertificate } from './create-certificate.ts'

/** What a provider signs with. */
export type SigningKeys = { readonly privateKey: KeyObject; readonly certificate: string }

export function createSigningKeys(): SigningKeys {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return { privateKey: keys.privateKey, certificate: createCertificate({ keys }) }
}

/** An answer to a request; tests change what is to be wrong about it. */
export type SamlAnswer = {
  readonly issuer: string
  readonly audience: string
  readonly recipient: string
  /** Null: nobody asked. */
  readonly inResponseTo: string | null
  readonly nameId: string
  readonly nameIdFormat?: string
  readonly attributes: Readonly<Record<string, string>>
  readonly now: Date
}

const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'

/** An answer as samlp makes it, its times by our clock, not yet signed. */
export async function writeAnswer(answer: SamlAnswer): Promise<string> {
  const { issuer, audience, recipient, inResponseTo, attributes, now } = answer
  const options = {
    issuer,
    audience,
    recipient,
    destination: recipient,
    ...(inResponseTo && { inResponseTo }),
    lifetimeInSeconds: 300,
    signAssertion: false,
    nameIdentifierFormat: answer.nameIdFormat ?? persistent,
    profileMapper: () => ({
      getClaims: () => attributes,
      getNameIdentifier: () => ({ nameIdentifier: answer.nameId }),
    }),
  }
  const xml = await promisify(samlp.getSamlResponse)(options, {})
  const ahead = now.getTime() - Date.now()
  return xml.replace(/"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g, (_all, at: string) => {
    const moved = new Date(Date.parse(at) + ahead).toISOString()
    return `"${moved}"`
  })
}

type Algorithm = 'sha256' | 'sha1'

const algorithms = {
  sha256: {
    signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  },
  sha1: {
    signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
    digest: 'http://www.w3.org/2000/09/xmldsig#sha1',
  },
} as const

/** Signs the assertion, or the whole answer, as providers do: enveloped, behind its issuer. */
export function signXml(
  xml: string,
  { privateKey, certificate }: SigningKeys,
  { what = 'Assertion', algorithm = 'sha256' }: { what?: string; algorithm?: Algorithm } = {},
): string {
  const { signature, digest } = algorithms[algorithm]
  const c14n = 'http://www.w3.org/2001/10/xml-exc-c14n#'
  const signed = new SignedXml({
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: signature,
    canonicalizationAlgorithm: c14n,
  })
  const element = `//*[local-name(.)="${what}"]`
  signed.addReference({
    xpath: element,
    digestAlgorithm: digest,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', c14n],
  })
  const reference = `${element}/*[local-name(.)="Issuer"]`
  signed.computeSignature(xml, { location: { reference, action: 'after' } })
  return signed.getSignedXml()
}

export const encodeAnswer = (xml: string) => Buffer.from(xml, 'utf8').toString('base64')

/** What we asked for, as samlp reads it from the address that the browser is sent to. */
export async function readRequest(location: string) {
  const url = new URL(location)
  const query = Object.fromEntries(url.searchParams)
  const asked = await promisify(samlp.parseRequest)({ query }, {})
  return {
    requestId: asked.id,
    audience: asked.issuer,
    recipient: asked.assertionConsumerServiceURL,
    relayState: url.searchParams.get('RelayState') ?? '',
  }
}
