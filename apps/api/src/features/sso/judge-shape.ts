import { type Element, readElements } from './read-elements.ts'
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
  const elements = await readElements(xml)
  const root = elements?.[0]
  if (!elements || root?.name !== 'Response') return refuse('wrong-form')
  judgeStatus(elements)
  judgeAssertions(elements)
  judgeSignatures(elements)
  const { Destination, InResponseTo } = root.attributes
  if (Destination && Destination !== expected.recipient) refuse('wrong-recipient')
  if (InResponseTo && InResponseTo !== expected.requestId) refuse('wrong-request')
  return elements.some((element) => isAt(element, 'Response/Signature'))
}

const isAt = ({ name, within }: Element, path: string) => [...within, name].join('/') === path

/** Whoever says no signs nothing as a rule: to believe it costs nothing. */
function judgeStatus(elements: readonly Element[]) {
  const codes = elements
    .filter(({ name, within }) => name === 'StatusCode' && within[1] === 'Status')
    .map(({ attributes }) => attributes.Value ?? '')
  if (codes[0] === success) return
  throw new SsoRefusal('refused-by-provider', foreignWord(codes.at(-1)?.split(':').at(-1)))
}

function judgeAssertions(elements: readonly Element[]) {
  const named = (wanted: string) => elements.filter(({ name }) => name === wanted)
  if (named('EncryptedAssertion').length > 0) refuse('encrypted')
  const assertions = named('Assertion')
  if (assertions.length === 0) refuse('no-assertion')
  const isInPlace = assertions.every((assertion) => isAt(assertion, 'Response/Assertion'))
  if (assertions.length > 1 || !isInPlace || named('Response').length > 1) refuse('wrapped')
  const ids = elements.flatMap(({ attributes }) =>
    Object.entries(attributes).flatMap(([name, value]) =>
      /^(.*:)?id$/i.test(name) ? [value] : [],
    ),
  )
  if (new Set(ids).size !== ids.length) refuse('wrapped')
}

function judgeSignatures(elements: readonly Element[]) {
  const own = elements.filter((element) => isAt(element, 'Response/Assertion/Signature'))
  if (own.length !== 1) refuse(own.length > 1 ? 'wrapped' : 'not-signed')
  const isWeak = (wanted: string, strong: readonly string[]) =>
    elements.some(
      ({ name, attributes }) => name === wanted && !strong.includes(attributes.Algorithm ?? ''),
    )
  if (isWeak('SignatureMethod', signatures) || isWeak('DigestMethod', digests)) {
    refuse('weak-signature')
  }
}

function refuse(detail: string): never {
  throw new SsoRefusal('answer-not-accepted', detail)
}
