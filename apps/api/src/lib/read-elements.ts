import { parseDomFromString } from '@node-saml/node-saml/lib/xml.js'

/** An element of a parsed document, in document order. */
export type Element = {
  /** The name without its prefix. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly namespace: string
  /** The local names from the root down to this element's parent. */
  readonly within: readonly string[]
  /** The element as the parser holds it. */
  readonly node: Node
}

/** Whether an element has this path, such as `Response/Assertion`. */
export const isAt = ({ name, within }: Pick<Element, 'name' | 'within'>, path: string) =>
  [...within, name].join('/') === path

/**
 * Far more elements than any provider's answer has, and few enough that no document takes
 * noticeable time: the time of the libraries that check signatures grows with the square of it.
 */
const ofAnAnswer = { tags: 2_000, attributes: 2_000 }

const longestTag = /<[^<>]{16384}/
const deepest = 40

type Node = {
  readonly localName?: string
  readonly namespaceURI?: string | null
  readonly textContent?: string | null
  readonly parentNode?: Node | null
  readonly attributes?: ArrayLike<{ readonly name: string; readonly value: string }>
  readonly childNodes?: ArrayLike<Node>
}

/**
 * The elements of a text, read by the same parser that checks its signatures, so that one text
 * can't be read in two ways. Null: it isn't XML, or it is too large.
 */
export async function readElements(
  xml: string,
  most: { tags: number; attributes: number } = ofAnAnswer,
): Promise<Element[] | null> {
  if (countOf('<', xml) > most.tags || countOf('=', xml) > most.attributes) return null
  if (longestTag.test(xml)) return null
  const document = await parseDomFromString(xml).catch(() => null)
  return document && walk(document, [])
}

function walk({ childNodes = [] }: Node, within: readonly string[]): Element[] | null {
  if (within.length > deepest) return null
  const elements: Element[] = []
  for (const node of Array.from(childNodes)) {
    if (!node.attributes) continue
    const name = node.localName ?? ''
    const inner = walk(node, [...within, name])
    if (!inner) return null
    const attributes = readAttributes(node.attributes)
    elements.push({ name, namespace: node.namespaceURI ?? '', attributes, within, node }, ...inner)
  }
  return elements
}

const readAttributes = (attributes: NonNullable<Node['attributes']>) =>
  Object.fromEntries(Array.from(attributes, ({ name, value }) => [name, value]))

/** The namespaces that apply to an element, as attributes that declare them again. */
export async function namespacesAt(xml: string, path: string): Promise<string> {
  const element = (await readElements(xml))?.find((one) => isAt(one, path))
  const declared = new Map<string, string>()
  for (let node: Node | null | undefined = element?.node; node; node = node.parentNode) {
    for (const { name, value } of Array.from(node.attributes ?? [])) {
      if (/^xmlns(:|$)/.test(name) && !declared.has(name)) declared.set(name, value)
    }
  }
  return Array.from(declared, ([name, value]) => `${name}="${escaped(value)}"`).join(' ')
}

const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const countOf = (character: string, text: string) => text.split(character).length - 1
