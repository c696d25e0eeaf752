import { parseDomFromString, xpath } from '@node-saml/node-saml/lib/xml.js'
import { foreignWord, SsoRefusal } from './sso-refusal.ts'

/** What the library can check, without SHA-1. */
const digests = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]
const signatures = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
]
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

type Expected = { readonly recipient: string; readonly requestId: string }

/**
 * Refuses what no provider sends, before any signature is looked at: comments, entities and
 * document types; more than one assertion, or one in another place, and IDs given twice (signature
 * wrapping); unsigned ones; SHA-1; what isn't an answer to this request (SAML profiles, 4.1.4.3).
 * @returns whether the answer as a whole is signed too
 * @throws SsoRefusal
 */
export async function judgeShape(xml: string, expected: Expected): Promise<boolean> {
  if (xml.includes('<!--')) refuse('comment')
  if (xml.includes('<!')) refuse('document-type')
  const find = await parse(xml)
  if (find('/*[local-name()="Response"]').length !== 1) refuse('wrong-form')
  judgeStatus(find)
  judgeAssertions(find)
  judgeSignatures(find)
  const root = attributesOf(find('/*')[0])
  if (root.Destination && root.Destination !== expected.recipient) refuse('wrong-recipient')
  if (root.InResponseTo && root.InResponseTo !== expected.requestId) refuse('wrong-request')
  return find('/*/*[local-name()="Signature"]').length > 0
}

type Element = {
  readonly attributes: ArrayLike<{ readonly name: string; readonly value: string }>
}
type Find = (path: string) => Element[]

/** By the very parser that the signatures are checked with: no two readings of one text. */
async function parse(xml: string): Promise<Find> {
  const document = await parseDomFromString(xml).catch(() => refuse('wrong-form'))
  return (path) => xpath.selectElements(document, path) as unknown as Element[]
}

/** Whoever says no signs nothing as a rule: to believe it costs nothing. */
function judgeStatus(find: Find) {
  const codes = find('/*/*[local-name()="Status"]//*[local-name()="StatusCode"]').map(
    (code) => attributesOf(code).Value ?? '',
  )
  if (codes[0] === success) return
  throw new SsoRefusal('refused-by-provider', foreignWord(codes.at(-1)?.split(':').at(-1)))
}

function judgeAssertions(find: Find) {
  if (find('//*[local-name()="EncryptedAssertion"]').length > 0) refuse('encrypted')
  const anywhere = find('//*[local-name()="Assertion"]').length
  const inPlace = find('/*/*[local-name()="Assertion"]').length
  const responses = find('//*[local-name()="Response"]').length
  const ids = find('//*').flatMap((element) =>
    Object.entries(attributesOf(element)).flatMap(([name, value]) =>
      name.toLowerCase() === 'id' ? [value] : [],
    ),
  )
  if (anywhere === 0) refuse('no-assertion')
  if (anywhere > 1 || inPlace !== 1 || responses !== 1) refuse('wrapped')
  if (new Set(ids).size !== ids.length) refuse('wrapped')
}

function judgeSignatures(find: Find) {
  if (find('/*/*[local-name()="Assertion"]/*[local-name()="Signature"]').length !== 1) {
    refuse(find('//*[local-name()="Signature"]').length > 1 ? 'wrapped' : 'not-signed')
  }
  const isWeak = (name: string, strong: readonly string[]) =>
    find(`//*[local-name()="${name}"]`).some(
      (method) => !strong.includes(attributesOf(method).Algorithm ?? ''),
    )
  if (isWeak('SignatureMethod', signatures) || isWeak('DigestMethod', digests)) {
    refuse('weak-signature')
  }
}

const attributesOf = (element: Element | undefined): Record<string, string> =>
  Object.fromEntries(Array.from(element?.attributes ?? [], ({ name, value }) => [name, value]))

function refuse(detail: string): never {
  throw new SsoRefusal('answer-not-accepted', detail)
}
