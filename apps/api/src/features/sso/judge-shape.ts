import { parseXml2JsFromString } from '@node-saml/node-saml/lib/xml.js'
import { type Element, isAt, readElements } from '../../lib/read-elements.ts'
import { digestAlgorithms, isSignatureAlgorithm } from './signature-algorithms.ts'
import { foreignWord, SsoRefusal } from './sso-refusal.ts'

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

type Expected = { readonly recipient: string; readonly requestId: string }

/** The content of an answer, before any of it is trusted. */
export type Shape = {
  readonly isWholeSigned: boolean
  readonly isAssertionSigned: boolean
  /** Then nobody sees yet whether the assertion is signed. */
  readonly isEncrypted: boolean
}

/**
 * Refuses what no provider sends, before any signature is looked at: comments, entities and
 * document types; more than one assertion, or one in another place, and IDs given twice (signature
 * wrapping); SHA-1; what isn't an answer to this request (SAML profiles, 4.1.4.3).
 * @throws SsoRefusal
 */
export async function judgeShape(xml: string, expected: Expected): Promise<Shape> {
  const elements = await readPlainly(xml)
  const [root] = elements
  if (root?.name !== 'Response') return refuse('wrong-form')
  judgeStatus(elements)
  judgeAssertions(elements, 'Response')
  const { Destination, InResponseTo } = root.attributes
  if (Destination && Destination !== expected.recipient) refuse('wrong-recipient')
  if (InResponseTo && InResponseTo !== expected.requestId) refuse('wrong-request')
  const shape = {
    isWholeSigned: isSigned(elements, 'Response'),
    isAssertionSigned: isSigned(elements, 'Response/Assertion'),
    isEncrypted: elements.some(({ name }) => name === 'EncryptedAssertion'),
  }
  if (!shape.isWholeSigned && !shape.isAssertionSigned && !shape.isEncrypted) refuse('not-signed')
  return shape
}

/**
 * The same checks for an encrypted assertion, in the element that contained it.
 * @returns whether it is signed
 * @throws SsoRefusal
 */
export async function judgeOpened(xml: string): Promise<boolean> {
  const elements = await readPlainly(xml)
  if (elements[0]?.name !== 'EncryptedAssertion') return refuse('wrong-form')
  judgeAssertions(elements.slice(1), 'EncryptedAssertion')
  return isSigned(elements, 'EncryptedAssertion/Assertion')
}

/**
 * Canonical forms leave out comments and instructions: no signature says that they weren't put in.
 */
async function readPlainly(xml: string): Promise<Element[]> {
  if (xml.includes('<!--')) refuse('comment')
  if (xml.includes('<!')) refuse('document-type')
  if (/<\?(?!xml\s)/.test(xml)) refuse('instruction')
  const elements = (await readElements(xml)) ?? refuse('wrong-form')
  // The parser of signatures mends what isn't well-formed, such as end tags of nothing; this one
  // refuses it.
  await parseXml2JsFromString(xml).catch(() => refuse('wrong-form'))
  return elements
}

/** Providers usually don't sign a refusal, and trusting it does no harm. */
function judgeStatus(elements: readonly Element[]) {
  const codes = elements
    .filter(({ name, within }) => name === 'StatusCode' && within[1] === 'Status')
    .map(({ attributes }) => attributes.Value ?? '')
  if (codes[0] === success) return
  throw new SsoRefusal('refused-by-provider', foreignWord(codes.at(-1)?.split(':').at(-1)))
}

/** One assertion, in this element, and nothing in it that we couldn't read. */
function judgeAssertions(elements: readonly Element[], holder: string) {
  const named = (wanted: string) => elements.filter(({ name }) => name === wanted)
  const assertions = [...named('Assertion'), ...named('EncryptedAssertion')]
  if (assertions.length === 0) refuse('no-assertion')
  const isInPlace = assertions.every(({ within }) => within.join('/') === holder)
  const isOnlyAnswer = named('Response').length === (holder === 'Response' ? 1 : 0)
  if (assertions.length > 1 || !isInPlace || !isOnlyAnswer) refuse('wrapped')
  const ids = elements.flatMap(({ attributes }) =>
    Object.entries(attributes).flatMap(([name, value]) =>
      /^(.*:)?id$/i.test(name) ? [value] : [],
    ),
  )
  if (new Set(ids).size !== ids.length) refuse('wrapped')
  if (named('EncryptedID').length > 0) refuse('encrypted-name')
  if (named('EncryptedAttribute').length > 0) refuse('encrypted-attribute')
  judgeAlgorithms(elements)
}

/** Encryption names a digest too, which nothing hangs on: only those of references are judged. */
function judgeAlgorithms(elements: readonly Element[]) {
  const isWeak = ({ name, within, attributes: { Algorithm = '' } }: Element) =>
    (name === 'SignatureMethod' && !isSignatureAlgorithm(Algorithm)) ||
    (name === 'DigestMethod' &&
      within.at(-1) === 'Reference' &&
      !Object.hasOwn(digestAlgorithms, Algorithm))
  if (elements.some(isWeak)) refuse('weak-signature')
}

function isSigned(elements: readonly Element[], path: string): boolean {
  const own = elements.filter((element) => isAt(element, `${path}/Signature`))
  if (own.length > 1) refuse('wrapped')
  return own.length === 1
}

function refuse(detail: string): never {
  throw new SsoRefusal('answer-not-accepted', detail)
}
