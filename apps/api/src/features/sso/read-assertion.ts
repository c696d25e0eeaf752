import { parseXml2JsFromString } from '@node-saml/node-saml/lib/xml.js'
import * as z from 'zod/mini'
import { namespacesAt } from '../../lib/read-elements.ts'
import type { SamlConnection } from '../../models/sso-connections.ts'
import { judgeOpened, type Shape } from './judge-shape.ts'
import { openAssertion } from './open-assertion.ts'
import { SsoRefusal } from './sso-refusal.ts'
import { verifyElement } from './verify-element.ts'

/** What is needed to read an answer, beside the answer. */
type Reading = Pick<SamlConnection, 'certificates' | 'signsWhole'> & {
  /** PEM, ours. */
  readonly decryptionKeys: readonly string[]
}

/**
 * The assertion of an answer, of which every letter was signed: by a signature of its own, or as a
 * part of the signed answer. Each signature that is there must hold.
 * @returns as the parser gives it: attributes in `$`, text in `_`
 * @throws SsoRefusal
 */
export async function readAssertion(xml: string, shape: Shape, reading: Reading): Promise<unknown> {
  const { certificates, signsWhole } = reading
  if (signsWhole === true && !shape.isWholeSigned) refuse('not-signed')
  const whole = shape.isWholeSigned ? await verifyElement(xml, 'Response', certificates) : null
  const { text, path, isSigned } = shape.isEncrypted
    ? await open(xml, whole, reading)
    : { text: whole ?? xml, path: 'Response/Assertion', isSigned: shape.isAssertionSigned }
  if (isSigned) {
    // In the answer as it came: a canonical form lacks names that inclusive signatures count.
    const holder = shape.isEncrypted ? text : xml
    return assertionIn(await verifyElement(holder, path, certificates))
  }
  if (whole === null || signsWhole === false) refuse('not-signed')
  return assertionIn(text)
}

/** An encrypted assertion, in the element that held it, with the names that it may use there. */
async function open(xml: string, whole: string | null, { decryptionKeys: keys }: Reading) {
  const plain = await openAssertion(whole ?? xml, { keys, isAuthentic: whole !== null })
  const names = await namespacesAt(xml, 'Response/EncryptedAssertion')
  const bare = plain.replace(/^\uFEFF?(<\?xml[^>]*\?>)?/, '').replace(/\r\n?/g, '\n')
  const text = `<EncryptedAssertion ${names}>${bare}</EncryptedAssertion>`
  return { text, path: 'EncryptedAssertion/Assertion', isSigned: await judgeOpened(text) }
}

const holder = z.object({ Assertion: z.tuple([z.unknown()]) })

/** A signed text is the assertion itself, or holds it. */
async function assertionIn(signed: string): Promise<unknown> {
  const parsed = await parseXml2JsFromString(signed).catch(() => refuse('wrong-form'))
  const [[name, root] = []] = Object.entries(parsed)
  if (name === 'Assertion') return root
  const held = holder.safeParse(root)
  return held.success ? held.data.Assertion[0] : refuse('wrong-form')
}

function refuse(detail: string): never {
  throw new SsoRefusal('answer-not-accepted', detail)
}
