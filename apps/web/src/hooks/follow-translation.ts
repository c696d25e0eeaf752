/**
 * Translators in the browser take each text out of the page and put an element of their own in its
 * place: a `<font>`, or a `<ya-tr-span>` in Yandex. React knows nothing of it. It goes on changing a
 * text that nobody sees, so the screen shows old words. Or it looks for that text where it was,
 * fails, and the screen is gone.
 *
 * So a text that was taken out goes back to its place, empty, beside the translator's words. When
 * React changes or removes it, all translated words of that element give way to React's own, and the
 * translator translates these. What was moved into the translator's element stays there: React is
 * led to it when it removes it or puts something before it.
 */
export function followTranslation(root: Node) {
  const observer = new MutationObserver(settle)
  observer.observe(root, { childList: true, characterData: true, subtree: true })

  function settle(records: readonly MutationRecord[]) {
    const outdated = new Set<Node | null>()
    for (const record of records) if (isOutdated(record)) outdated.add(parentOf(record))
    for (const text of putBack(records)) outdated.add(text.parentNode)
    for (const parent of outdated) if (parent) showOwnWords(parent)
    // What was changed here is no news.
    observer.takeRecords()
  }
  leadReact(() => settle(observer.takeRecords()))
}

/** A translator may have come just before React, so what it did is settled first. */
function leadReact(settle: () => void) {
  const { removeChild, insertBefore } = Node.prototype
  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T) {
    if (child.parentNode !== this) settle()
    const parent = this.contains(child) ? child.parentNode : null
    return parent ? (removeChild.call(parent, child) as T) : child
  }
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, next: Node | null) {
    let before = next
    if (before && before.parentNode !== this) settle()
    while (before && before.parentNode !== this) before = before.parentNode
    return insertBefore.call(this, node, before) as T
  }
}

/** The texts that were put back, and the words that they had. */
const hidden = new WeakMap<Node, string>()
/** What React made and a translator moved into an element of its own. */
const moved = new WeakSet<Node>()

/** No page of ours has such elements. */
const isForeign = (node: Node | null) => /^FONT$|-/.test(node?.nodeName ?? '')

const parentOf = ({ type, target }: MutationRecord) =>
  type === 'childList' ? target : target.parentNode

/** React has changed or removed a text that was put back, or the translator takes its words away. */
function isOutdated({ target, addedNodes, removedNodes }: MutationRecord) {
  const removed = [...removedNodes]
  const added = [...addedNodes]
  const isUndone = removed.some(isForeign) && !added.some(isForeign) && holdsHidden(target)
  // It gives the page a text of its own with the words that ours shows again.
  if (isUndone)
    for (const node of added) if (node instanceof Text && !hidden.has(node)) node.remove()
  return isUndone || hidden.delete(target) || removed.some((node) => hidden.has(node))
}

const holdsHidden = (parent: Node) => [...parent.childNodes].some((node) => hidden.has(node))

/** @returns the texts that React has changed since they were taken out */
function putBack(records: readonly MutationRecord[]): Node[] {
  const translated = new Set<Node>()
  for (const { target, addedNodes } of records)
    for (const node of addedNodes)
      if (isForeign(node) && node.parentNode === target) translated.add(target)
  const texts: Node[] = []
  // The last one first: each finds the neighbours that it had.
  for (const record of [...records].reverse())
    for (const node of [...record.removedNodes].reverse()) {
      if (isForeign(node.parentNode)) moved.add(node)
      else if (node instanceof Text && !node.parentNode && translated.has(record.target)) {
        hide(node, record)
        texts.push(node)
      }
    }
  return texts.filter((text) => records.some(({ target }) => target === text))
}

function hide(
  text: Text,
  { target, previousSibling: previous, nextSibling: next }: MutationRecord,
) {
  hidden.set(text, text.data)
  text.data = ''
  const isIn = (node: Node | null) => node?.parentNode === target
  const before = !previous
    ? target.firstChild
    : !isIn(previous)
      ? next
      : isForeign(previous)
        ? previous
        : previous.nextSibling
  target.insertBefore(text, isIn(before) ? before : null)
}

function showOwnWords(parent: Node) {
  for (const node of Array.from(parent.childNodes)) {
    if (isForeign(node)) node.replaceWith(...ownPartsOf(node))
    else if (hidden.has(node)) node.nodeValue = hidden.get(node) ?? ''
    hidden.delete(node)
  }
}

const ownPartsOf = (node: Node): Node[] =>
  [...node.childNodes].flatMap((part) => (moved.has(part) ? [part] : ownPartsOf(part)))
