/**
 * Translators in the browser take each text out of the page and put an element of their own in its
 * place, a `<font>`. React knows nothing of it. It goes on changing a text that nobody sees, so the
 * screen shows old words. Or it looks for that text where it was, fails, and the screen is gone.
 *
 * So a text that was taken out goes back to its place, empty, before the translator's words. When
 * React changes or removes it, all translated words of its sentence give way to React's own, and the
 * translator translates these. What was moved into a translator's element stays there: React is led
 * to it when it removes it or puts something before it.
 */
export function followTranslation() {
  const settle = (records: Records) => {
    follow(records)
    // What was changed here is no news.
    observer.takeRecords()
  }
  const observer = new MutationObserver(settle)
  observer.observe(document.body, { childList: true, characterData: true, subtree: true })
  leadReact(() => settle(observer.takeRecords()))
}

type Records = readonly MutationRecord[]

/** A translator may have come just before React, so what it did is settled first. */
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

/** React's texts that were put back, with the words that they had; what was moved has none. */
const displaced = new WeakMap<Node, string>()

/** No page of ours has such elements: a `<font>`, or one like Yandex's `<ya-tr-span>`. */
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
        // React has moved or changed the text since.
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

/** React has changed or removed a text that was put back, or the translator takes its words away. */
function isOutdated({ target, addedNodes, removedNodes }: MutationRecord) {
  const removed = [...removedNodes]
  const added = [...addedNodes] as ChildNode[]
  const isUndone =
    removed.some(isForeign) && !added.some(isForeign) && [...target.childNodes].some(isHidden)
  // It leaves a text of its own, with the words that ours shows again.
  if (isUndone) for (const node of added) if (!isHidden(node)) node.remove()
  return isUndone || (isHidden(target) && displaced.delete(target)) || removed.some(isHidden)
}

/** What the translator put in the place of a text, or beside it before it took it out. */
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

/** In the whole sentence: a translator may have put words of one part into another. */
function showOwnWords(node: Node | null) {
  const parent = node?.parentNode
  if (isForeign(node) || [...(parent?.childNodes ?? [])].some(isForeign))
    showOwnWords(parent ?? null)
  else if (node) restore(node)
}

function restore(parent: Node) {
  // Children leave while they are gone through.
  for (const node of Array.from(parent.childNodes)) {
    if (isForeign(node)) node.replaceWith(...ownPartsOf(node))
    else if (isHidden(node)) node.nodeValue = displaced.get(node) as string
    else restore(node)
    displaced.delete(node)
  }
}

const ownPartsOf = (node: Node): Node[] =>
  [...node.childNodes].flatMap((part) => (displaced.has(part) ? [part] : ownPartsOf(part)))
