/**
 * Keeps React working while the browser translates the page.
 * Translators take each text out of the page and put an element of their own in its place, a
 * `<font>`. React doesn't know this and keeps changing the removed text, so the screen shows old
 * words. Or React looks for the text in its old place and throws, and the screen disappears.
 *
 * So we put each removed text back in its place, empty, before the translator's words. When React
 * changes or removes the text, we remove all translated words of its sentence. React's own words
 * show again, and the translator translates them. An element that the translator moved into its own
 * stays there. When React removes it, we remove it from there. When React inserts something before
 * it, we insert it before the translator's element.
 */
export function followTranslation() {
  const settle = (records: Records) => {
    follow(records)
    // Drop the records of our own changes, so that we don't react to them.
    observer.takeRecords()
  }
  const observer = new MutationObserver(settle)
  observer.observe(document.body, { childList: true, characterData: true, subtree: true })
  leadReact(() => settle(observer.takeRecords()))
}

type Records = readonly MutationRecord[]

/**
 * Settles the translator's latest changes before React's next one, as they may come right before
 * it.
 */
function leadReact(settle: () => void) {
  const findChild = (parent: Node, node: Node | null) => {
    let child = node
    if (child && child.parentNode !== parent) settle()
    while (child && child.parentNode !== parent) child = child.parentNode
    return child
  }
  const { insertBefore } = Node.prototype
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, next: Node | null) {
    return insertBefore.call(this, node, findChild(this, next)) as T
  }
  Node.prototype.removeChild = function <T extends Node>(this: Node, node: T) {
    if (findChild(this, node)) (node as Node as ChildNode).remove()
    return node
  }
}

/** Maps React's texts that we put back to their words, and moved elements to nothing. */
const displaced = new WeakMap<Node, string>()

/** Our own pages never have these elements: a `<font>`, or one like Yandex's `<ya-tr-span>`. */
const isForeign = (node: Node | null) => /^FONT$|-/.test(node?.nodeName ?? '')
const isHidden = (node: Node) => displaced.get(node)
const addedBy = (records: Records) => records.flatMap(({ addedNodes }) => [...addedNodes])

function follow(records: Records) {
  const outdated = records.filter(isOutdated).map(({ target }) => target)
  for (const record of records) {
    for (const node of record.removedNodes) {
      const words = node instanceof Text && findWords(record, records)
      if (isForeign(node.parentNode)) displaced.set(node, '')
      else if (words) {
        // React has moved or changed the text since the translator removed it.
        if (node.parentNode || records.some(({ target }) => target === node)) outdated.push(node)
        if (!node.parentNode) {
          displaced.set(node, node.data)
          node.data = ''
          words.before(node)
        }
      }
    }
  }
  outdated.forEach(showOwnWords)
}

/**
 * True if React changed or removed a text that we put back, or the translator removes its words.
 */
function isOutdated({ target, addedNodes, removedNodes }: MutationRecord) {
  const removed = [...removedNodes]
  const added = [...addedNodes] as ChildNode[]
  const isUndone =
    removed.some(isForeign) && !added.some(isForeign) && [...target.childNodes].some(isHidden)
  // The translator leaves its own text, with the same words that our text shows again.
  if (isUndone) for (const node of added) if (!isHidden(node)) node.remove()
  return isUndone || (isHidden(target) && displaced.delete(target)) || removed.some(isHidden)
}

/** Finds the words that the translator put in place of a text, or beside it before removing it. */
function findWords(
  { target, previousSibling: previous, nextSibling: next }: MutationRecord,
  records: Records,
) {
  const added = addedBy(records).filter(isForeign)
  const inItsPlace = records.filter(
    ({ previousSibling, nextSibling }) => previousSibling === previous && nextSibling === next,
  )
  return [...addedBy(inItsPlace), next, previous].find(
    (node) => node?.parentNode === target && added.includes(node),
  ) as ChildNode | undefined
}

/** Covers the whole sentence, as a translator may have put words of one part into another. */
function showOwnWords(node: Node | null) {
  const parent = node?.parentNode
  if (isForeign(node) || [...(parent?.childNodes ?? [])].some(isForeign))
    showOwnWords(parent ?? null)
  else if (node) restore(node)
}

function restore(parent: Node) {
  // Copy the children, as the loop removes some of them.
  for (const node of Array.from(parent.childNodes)) {
    if (isForeign(node)) node.replaceWith(...ownPartsOf(node))
    else if (isHidden(node)) node.nodeValue = displaced.get(node) as string
    else restore(node)
    displaced.delete(node)
  }
}

const ownPartsOf = (node: Node): Node[] =>
  [...node.childNodes].flatMap((part) => (displaced.has(part) ? [part] : ownPartsOf(part)))
