import {
  type BinaryLike,
  constants,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyLike,
  type KeyObject,
  sign,
} from 'node:crypto'
import { promisify } from 'node:util'
import samlp from 'samlp'
import { SignedXml } from 'xml-crypto'
import { createCertificate } from './create-certificate.ts'

/** What a provider signs with. */
export type SigningKeys = { readonly privateKey: KeyObject; readonly certificate: string }

export type Curve = 'P-256' | 'P-384' | 'P-521'

/** RSA, unless a curve is named. */
export function createSigningKeys(namedCurve?: Curve): SigningKeys {
  const keys = namedCurve
    ? generateKeyPairSync('ec', { namedCurve })
    : generateKeyPairSync('rsa', { modulusLength: 2_048 })
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

const digests = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const

export type Hash = keyof typeof digests

/** The name of a signature algorithm (RFC 9231). */
function signatureUri(kind: 'rsa' | 'ec' | 'pss', hash: Hash): string {
  if (kind === 'pss') return `http://www.w3.org/2007/05/xmldsig-more#${hash}-rsa-MGF1`
  const of = hash === 'sha1' && kind === 'rsa' ? '2000/09/xmldsig' : '2001/04/xmldsig-more'
  return `http://www.w3.org/${of}#${kind === 'rsa' ? 'rsa' : 'ecdsa'}-${hash}`
}

/** Signs by Node alone what the library can't: curves, and other hashes. */
const signerOf = (uri: string, hash: Hash) =>
  class {
    getAlgorithmName = () => uri
    verifySignature = () => false
    getSignature(content: BinaryLike, privateKey: KeyLike) {
      const isPss = uri.endsWith('MGF1')
      const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: -1 }
      const key = {
        key: createPrivateKey(privateKey as string),
        dsaEncoding: 'ieee-p1363',
      } as const
      return sign(hash, Buffer.from(content as string), { ...key, ...(isPss && padding) }).toString(
        'base64',
      )
    }
  }

const hasherOf = (uri: string, hash: Hash) =>
  class {
    getAlgorithmName = () => uri
    getHash = (content: string) => createHash(hash).update(content).digest('base64')
  }

type Signing = {
  what?: 'Assertion' | 'Response' | 'EntityDescriptor'
  algorithm?: Hash
  digest?: Hash
  isPss?: boolean
  /** Inclusive canonical XML, instead of the exclusive one. */
  isInclusive?: boolean
}

/** Signs the assertion, or the whole answer, as providers do: enveloped, behind its issuer. */
export function signXml(
  xml: string,
  { privateKey, certificate }: SigningKeys,
  { what = 'Assertion', algorithm = 'sha256', isPss = false, ...given }: Signing = {},
): string {
  const kind = privateKey.asymmetricKeyType === 'ec' ? 'ec' : isPss ? 'pss' : 'rsa'
  const signature = signatureUri(kind, algorithm)
  const hash = given.digest ?? algorithm
  const c14n = given.isInclusive
    ? 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
    : 'http://www.w3.org/2001/10/xml-exc-c14n#'
  const signed = new SignedXml({
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicCert: certificate,
    signatureAlgorithm: signature,
    canonicalizationAlgorithm: c14n,
  })
  signed.SignatureAlgorithms[signature] = signerOf(signature, algorithm)
  signed.HashAlgorithms[digests[hash]] = hasherOf(digests[hash], hash)
  const element = `//*[local-name(.)="${what}"]`
  signed.addReference({
    xpath: element,
    digestAlgorithm: digests[hash],
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
