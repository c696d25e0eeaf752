import { SignedXml } from 'xml-crypto'
import { type Element, isAt, readElements } from '../../lib/read-elements.ts'
import { digestAlgorithms, signatureAlgorithmsBy } from './signature-algorithms.ts'
import { SsoRefusal } from './sso-refusal.ts'

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#'
const transforms = [
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
]

/**
 * Checks the signature that stands in an element, over that very element and nothing else, by one
 * of these certificates; what the answer itself says of keys is not looked at.
 * @param path of the element, such as `Response/Assertion`: there is one of it
 * @returns what was signed, in its canonical form: nothing else of the text may be read
 * @throws SsoRefusal
 */
export async function verifyElement(
  xml: string,
  path: string,
  certificates: readonly string[],
): Promise<string> {
  const elements = (await readElements(xml)) ?? refuse('wrong-form')
  const [element] = elements.filter((one) => isAt(one, path))
  const [signature] = elements.filter((one) => isAt(one, `${path}/Signature`))
  if (!element || !signature) return refuse('not-signed')
  const inside = elements.filter(({ within }) => within.join('/').startsWith(`${path}/Signature`))
  judgeReference(inside, signature, element.attributes.ID)
  return check(xml, signature, certificates) ?? refuse('wrong-signature')
}

/** One reference, to the element that the signature stands in, by its ID (SAML core, 5.4.2). */
function judgeReference(
  inside: readonly Element[],
  { namespace }: Element,
  id: string | undefined,
) {
  const named = (wanted: string) => inside.filter(({ name }) => name === wanted)
  if (namespace !== signatureNamespace) refuse('wrong-form')
  if (named('SignedInfo').length !== 1 || named('Signature').length > 0) refuse('wrapped')
  if (named('Object').length > 0 || named('Manifest').length > 0) refuse('wrapped')
  const references = named('Reference')
  if (references.length !== 1) refuse('wrapped')
  if (!id || references[0]?.attributes.URI !== `#${id}`) refuse('wrong-signature')
  const used = named('Transform').map(({ attributes }) => attributes.Algorithm ?? '')
  if (used.length > 2 || used.some((uri) => !transforms.includes(uri))) refuse('wrong-form')
}

/** @returns null: it doesn't hold */
function check(xml: string, { node }: Element, certificates: readonly string[]): string | null {
  // A certificate is asked for; the algorithms know which ones count.
  const signed = new SignedXml({ publicCert: certificates[0] ?? '' })
  signed.SignatureAlgorithms = signatureAlgorithmsBy(certificates)
  signed.HashAlgorithms = digestAlgorithms
  try {
    signed.loadSignature(node)
    if (!signed.checkSignature(xml)) return null
  } catch {
    return null
  }
  const [content, ...others] = signed.getSignedReferences()
  return content !== undefined && others.length === 0 ? content : null
}

function refuse(detail: string): never {
  throw new SsoRefusal('answer-not-accepted', detail)
}
