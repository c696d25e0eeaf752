import { parseXml2JsFromString } from '@node-saml/node-saml/lib/xml.js'
import * as z from 'zod/mini'
import type { SamlConnection } from '../../models/sso-connections.ts'
import type { Shape } from './judge-shape.ts'
import { SsoRefusal } from './sso-refusal.ts'
import { verifyElement } from './verify-element.ts'

/**
 * The assertion of an answer, of which every letter was signed: by a signature of its own, or as a
 * part of the signed answer. Each signature that is there must hold.
 * @returns as the parser gives it: attributes in `$`, text in `_`
 * @throws SsoRefusal
 */
export async function readAssertion(
  xml: string,
  { isWholeSigned, isAssertionSigned }: Shape,
  { certificates, signsWhole }: SamlConnection,
): Promise<unknown> {
  if (signsWhole === true && !isWholeSigned) refuse('not-signed')
  if (signsWhole === false && !isAssertionSigned) refuse('not-signed')
  const whole = isWholeSigned ? await verifyElement(xml, 'Response', certificates) : null
  const own = isAssertionSigned
    ? await verifyElement(xml, 'Response/Assertion', certificates)
    : null
  return assertionIn(own ?? whole ?? refuse('not-signed'))
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
